"""The data with which a reader decides what arrives next says what the page says, or is refused."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from typing import Any

import pytest
from test_order_tree import leaves

from import_asyncio.guide import snippet
from import_asyncio.guide.data_rules import data_is_of_the_page
from import_asyncio.guide.markup import parse
from import_asyncio.guide.order_data import to_data
from import_asyncio.guide.results import orders_of
from import_asyncio.verdicts import judge

NAME = "lock/lost_update"
VALUES = ['account["balance"]']
NAMED = {"balance 2": "right: both deposits count", "balance 1": "wrong: one deposit is lost"}


@pytest.fixture
def data() -> dict[str, Any]:
    """The data of all orders of a race."""
    it = snippet.load(NAME)
    tried = orders_of(it.program, values=VALUES)
    assert tried
    found: dict[str, Any] = to_data(it, judge(tried.orders, NAMED), tried.causes)
    return found


def complaints(data: dict[str, Any]) -> list[str]:
    """Return what is said of data on a page that names the outcomes and the values."""
    written = {
        "data-outcomes": json.dumps(NAMED),
        "data-values": json.dumps(VALUES),
    }
    around = " ".join(f'{name}="{html.escape(text)}"' for name, text in written.items())
    inner = f'<div class="orders-data" data-json="{html.escape(json.dumps(data))}"></div>'
    (block,) = (e for e in parse(f"<div {around}>{inner}</div>") if "data-outcomes" in e.attributes)
    return list(data_is_of_the_page(block, snippet.load(NAME)))


def test_what_the_build_makes_is_right(data: dict[str, Any]) -> None:
    assert complaints(data) == []


def swap_verdicts(data: dict[str, Any]) -> None:
    for outcome in data["outcomes"]:
        outcome[1:3] = ["✓", "right"] if outcome[2] == "wrong" else ["✗", "wrong"]


def swap_ends(data: dict[str, Any]) -> None:
    ends = [end for _, end in leaves(data["tree"])]
    one = next(end for end in ends if end[0] == 0)
    other = next(end for end in ends if end[0] == 1)
    one[0], other[0] = 1, 0


def lose_an_end(data: dict[str, Any]) -> None:
    next(end for _, end in leaves(data["tree"]) if end[0] == 0)[0] = 1


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (lambda data: data.update(name="lock/fifo"), "the program is lock/fifo"),
        (lambda data: data.update(values=[]), "[] is watched"),
        (swap_verdicts, "judged in other words"),
        (lambda data: data["outcomes"][0].__setitem__(1, "?"), "a sign is not that of its verdict"),
        (lambda data: data["lines"].update({"1": "pass"}), "line 1 is not that of"),
        (swap_ends, "prints something else"),
        (lose_an_end, "orders end in"),
        (lambda data: data.update(orders=7), "do not add up"),
    ],
)
def test_a_fault_in_the_data_is_seen(
    data: dict[str, Any], fault: Callable[[dict[str, Any]], object], said: str
) -> None:
    fault(data)
    assert any(said in one for one in complaints(data))
