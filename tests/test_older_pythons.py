"""What pages say of Python 3.8, 3.9 and 3.10, seen there, with programs that run that far back.

Such a Python is looked for on the path and in pyenv; where there is none, its rows are skipped.
What was seen is put into the record that the pages are built with.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from import_asyncio.guide.older import CLAIMS, SERIES, Claim, complaint, older, record


@cache
def said(series: str) -> dict[Claim, str]:
    return record(series)


@pytest.mark.parametrize(
    "claim",
    [pytest.param(one, marks=pytest.mark.xdist_group(f"Python {one.series}")) for one in CLAIMS],
    ids=lambda claim: f"{claim.series}-{claim.name}",
)
def test_it_is_so(claim: Claim) -> None:
    if older(claim.series) is None:
        pytest.skip(f"no Python {claim.series} here")
    assert said(claim.series)[claim] == ""


@pytest.mark.parametrize("series", SERIES)
def test_a_claim_that_is_false_is_found_out(series: str) -> None:
    python = older(series)
    if python is None:
        pytest.skip(f"no Python {series} here")
    talks = Claim("event/from_the_notes", series, says=r"\.\.\. got it!")
    assert "does not say" in complaint(python, replace(talks, says="never said"))
    assert "says" in complaint(python, replace(talks, says="", never_says=talks.says))
    assert "should wait for ever" in complaint(python, replace(talks, says="", printed=1000))


def test_a_program_that_says_more_before_it_hangs_is_found_out() -> None:
    python = older("3.9")
    if python is None:
        pytest.skip("no Python 3.9 here")
    assert "says" in complaint(python, Claim("semaphore/cancelled_waiter", "3.9", printed=1))
