"""The address of an order leads to the same choices again."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from import_asyncio.address import address, read_address
from import_asyncio.errors import GuideError


@pytest.mark.parametrize(
    ("choices", "text"),
    [
        ((), "0"),
        ((0, 0), "0"),
        ((0, 0, 1, 0, 3, 0), "b1a3"),
        ((12, 1), "_12_1"),
        ((*[0] * 30, 2), "zd2"),
        ((*[0] * 52, 2), "zz2"),
    ],
)
def test_examples(choices: tuple[int, ...], text: str) -> None:
    assert address(choices) == text


@settings(derandomize=True)
@given(st.lists(st.integers(0, 40) | st.just(0)))
def test_only_zeros_at_the_end_are_lost(choices: list[int]) -> None:
    again = list(read_address(address(choices))[0])
    assert choices[: len(again)] == again
    assert not any(choices[len(again) :])


@settings(derandomize=True)
@example(["\U0010ffff"])
@given(st.lists(st.text(min_size=1)))
def test_names_come_again(names: list[str]) -> None:
    written = address([0, 2], names)
    assert read_address(written) == ((0, 2), tuple(names))
    assert re.fullmatch(r"[\w-]+", written, re.ASCII)


@pytest.mark.parametrize(
    "text", ["", "00", "a0", "_1_", "_12", "B", "1 2", "é", "1-", "1-_x_", "1-_ffffff_", "1-A b"]
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(GuideError, match="is no address of an order"):
        read_address(text)
