"""Writes the transcripts of a program, no more than there are different ones."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from import_asyncio.guide.pythons import SERIES, label
from import_asyncio.guide.snippet import Transcript, on, transcripts_of
from import_asyncio.program import Program

Printed = Mapping[tuple[int, ...], str]


def runs_on_series(program: Program, series: tuple[int, ...]) -> bool:
    """Say whether a program may run on the first or the last version of a series."""
    return any(program.runs_on((*series, micro)) for micro in (0, 99))


def arrange(path: Path, printed: Printed) -> list[Transcript]:
    """Return the transcripts of the program at ``path``, given what it printed on each series."""
    found = []
    runs = itertools.groupby(sorted(printed), key=lambda series: printed[series])
    for text, group in runs:
        until = list(group)[-1]
        found.append(Transcript(path.with_suffix(f".{label(until)}.out"), text, until))
    if found:
        found[-1] = Transcript(path.with_suffix(".out"), found[-1].text)
    return found


def rewrite(path: Path, program: Program, printed: Printed) -> None:
    """Write what a program printed on the series of Python that are here.

    On a series that is not here it prints what its transcript says, where it has one.
    """
    before = transcripts_of(path)
    after = arrange(path, {**_said(before, program), **printed})
    for old in before:
        if old.path not in [new.path for new in after]:
            old.path.unlink()
    for new in after:
        new.path.write_text(new.text, "utf-8")


def superfluous(path: Path, program: Program) -> Iterator[str]:
    """Complain of transcripts of a program that say nothing, or hold for no Python."""
    present = transcripts_of(path)
    needed = [transcript.path for transcript in arrange(path, _said(present, program))]
    for transcript in present:
        if transcript.path not in needed:
            yield (
                f"{transcript.path.as_posix()} says nothing that another transcript of {path.name} "
                f"does not say, or is for no Python that it runs on; remove it"
            )


def _said(transcripts: Sequence[Transcript], program: Program) -> Printed:
    """Return what transcripts say that a program prints; nothing where the newest is missing."""
    if not transcripts or transcripts[-1].until:
        return {}
    return {
        series: on(transcripts, series).text for series in SERIES if runs_on_series(program, series)
    }
