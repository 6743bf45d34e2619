"""A program's metadata: which Pythons it is for."""

from __future__ import annotations

import pytest

from import_asyncio.errors import GuideError
from import_asyncio.program import parse


def for_pythons(requires: str) -> str:
    return f'# /// script\n# requires-python = "{requires}"\n# ///\n'


@pytest.mark.parametrize(
    ("requires", "version", "fits"),
    [
        (">=3.12", (3, 12, 0), True),
        (">=3.12", (3, 11, 9), False),
        ("<3.13", (3, 12, 9), True),
        ("<3.13", (3, 13, 0), False),
        (">=3.11,<3.13", (3, 13, 0), False),
        (">= 3.12, != 3.12.1", (3, 12, 0), True),
        (">= 3.12, != 3.12.1", (3, 12, 1), False),
        ("==3.12.1", (3, 12, 1), True),
        (">3.12", (3, 12, 1), True),
        ("<=3.12", (3, 12, 1), False),
        (">=3", (3, 11, 0), True),
    ],
)
def test_a_program_runs_on_the_versions_that_it_names(
    requires: str, version: tuple[int, int, int], fits: bool
) -> None:
    assert parse(for_pythons(requires), "program.py").runs_on(version) is fits


@pytest.mark.parametrize("requires", ["~=3.12", ">=3.11,new", "==3.12.*", "3.12", ">=3.11,", "3"])
def test_no_part_of_a_version_is_dropped_in_silence(requires: str) -> None:
    with pytest.raises(GuideError, match="write it like"):
        parse(for_pythons(requires), "program.py")
