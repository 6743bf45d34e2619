"""The address of an order leads to the same choices again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from import_asyncio.address import address, choices_at
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


@given(st.lists(st.integers(0, 40) | st.just(0)))
def test_only_zeros_at_the_end_are_lost(choices: list[int]) -> None:
    again = list(choices_at(address(choices)))
    assert choices[: len(again)] == again
    assert not any(choices[len(again) :])


@pytest.mark.parametrize("text", ["", "00", "a0", "_1_", "_12", "B", "1 2", "é"])
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(GuideError, match="is no address of an order"):
        choices_at(text)
