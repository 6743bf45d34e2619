"""The verdicts of the pages on all orders, on every Python: the same outcomes, right and wrong.

What held is put into the record that the pages are built with. Counts may differ.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from import_asyncio.guide import ran_on, snippet
from import_asyncio.guide.pythons import SERIES, Python, cpythons, every_python, in_wasm
from import_asyncio.guide.tried import Verdicts, try_verdicts
from import_asyncio.guide.verdicts_on_pages import verdicts_on_pages

NAMED = {"balance 2": "right: both deposits count", "balance 1": "wrong: one deposit is lost"}


@pytest.mark.parametrize(
    "python",
    [pytest.param(one, marks=pytest.mark.xdist_group(str(one))) for one in every_python()],
    ids=str,
)
def test_every_verdict_holds(python: Python) -> None:
    tried = try_verdicts(python, verdicts_on_pages())
    right = [one for one in tried if not one.problem]
    ran_on.write(
        python,
        verdicts={
            ran_on.of_verdicts(
                one.verdicts.program, one.verdicts.named, one.verdicts.cancel
            ): one.counts
            for one in right
        },
    )
    problems = [f"{one.verdicts.page}: {one.problem}" for one in tried if one.problem]
    assert problems == []
    assert len(right) >= 40


@pytest.mark.parametrize("python", [cpythons()[0], in_wasm(SERIES[-1])], ids=str)
class TestItCanFail:
    """One block of a page, wrong in one way."""

    def said(self, python: Python, named: dict[str, str]) -> str:
        lost = Verdicts("lock.md", snippet.load("lock/lost_update").program, NAMED)
        (tried,) = try_verdicts(python, [replace(lost, named=named)])
        return tried.problem

    def test_the_right_one_is_accepted(self, python: Python) -> None:
        assert self.said(python, NAMED) == ""

    def test_an_outcome_that_is_not_named(self, python: Python) -> None:
        assert 'end in "balance 1", which the page' in self.said(
            python, {"balance 2": "right: both deposits count"}
        )

    def test_an_outcome_that_never_happens(self, python: Python) -> None:
        assert 'no order ends in "balance 3"' in self.said(python, {**NAMED, "balance 3": "right"})
