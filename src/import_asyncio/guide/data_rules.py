"""What the data of the orders of a program has to hold, held against the page that offers them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from import_asyncio.guide.markup import Element
from import_asyncio.guide.order_data import MOST
from import_asyncio.guide.snippet import Snippet

SIGNS = {"right": "✓", "wrong": "✗"}


def data_is_of_the_page(block: Element, it: Snippet) -> Iterator[str]:
    """Complain of data of orders that says something else than the block in which it stands."""
    named = json.loads(block.attributes["data-outcomes"])
    values = json.loads(block.attributes.get("data-values", "[]"))
    for element in block:
        if "orders-data" in element.classes:
            data = json.loads(element.attributes["data-json"])
            for what in _wrong(data, named, values, it):
                yield f"in the data of the orders {what}"


def _wrong(
    data: dict[str, Any], named: dict[str, str], values: list[str], it: Snippet
) -> Iterator[str]:
    if data["name"] != it.name:
        yield f"the program is {data['name']}"
    if data["values"] != values:
        yield f"{data['values']} is watched"
    if {one: f"{word}: {words}" for one, _, word, words, _ in data["outcomes"]} != named:
        yield "the outcomes are judged in other words"
    if any(SIGNS.get(word) != sign for _, sign, word, _, _ in data["outcomes"]):
        yield "a sign is not that of its verdict"
    source = it.program.source.splitlines()
    for line, text in data["lines"].items():
        if source[int(line) - 1].strip() != text:
            yield f"line {line} is not that of {it.path.as_posix()}"
    yield from _ends(data)


def _ends(data: dict[str, Any]) -> Iterator[str]:
    """Complain of ends that are counted wrongly, or are not those that their steps lead to."""
    outcomes = [outcome for outcome, *_ in data["outcomes"]]
    ends = list(_leaves(data["tree"], data["moves"], []))
    found = Counter(outcomes[number] for number, _ in ends)
    for outcome, *_, orders in data["outcomes"]:
        whole = data["orders"] <= MOST
        if not 0 < found[outcome] <= orders or (whole and found[outcome] != orders):
            yield f"{found[outcome]} orders end in {outcome}, and are said to be {orders}"
    if sum(orders for *_, orders in data["outcomes"]) != data["orders"]:
        yield "the counts of the outcomes do not add up"
    all_lines = {line for _, lines in ends for line in lines}
    for number, lines in ends:
        if outcomes[number] in all_lines and lines[-1:] != [outcomes[number]]:
            yield f"an order is said to end in {outcomes[number]} and prints something else"


def _leaves(
    node: list[Any], moves: list[Any], printed: list[str]
) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of the outcome of each order, and the lines that are printed on the way."""
    empty: list[Any] = [[], [], [], ""]
    here, choices, end, _ = node + empty[len(node) :]
    printed = [*printed, *(line for number in here for line in moves[number][4].splitlines())]
    if end:
        yield end[0], printed
    for choice in choices:
        yield from _leaves(choice, moves, printed)
