"""Holds a run of a snippet against what is written of it."""

from __future__ import annotations

from collections.abc import Sequence

from import_asyncio.errors import GuideError
from import_asyncio.guide import snippet as snippets
from import_asyncio.guide.pythons import SERIES
from import_asyncio.guide.results import RecordedRun, run_of
from import_asyncio.guide.snippet import Snippet
from import_asyncio.program import Program
from import_asyncio.run.runner import Run

NEWEST = SERIES[-1]


def verify(snippet: Snippet, values: Sequence[str] = ()) -> RecordedRun | None:
    """Raise ``GuideError`` unless the snippet, run on the stage, does what is written of it.

    Each transcript is held against a Python that it is for, where one is here. Return the run and
    the recording on one that the newest is for, or None where no stage on this machine can run it;
    such a snippet is left to ``tests/test_processes.py``. ``values`` are watched, as by ``run_of``.
    """
    recorded = None
    for transcript, program in snippet.periods():
        recorded = run_of(program, values)
        if recorded is not None:
            check_run(snippet, recorded.run, transcript.until or NEWEST)
    return recorded


def check_run(snippet: Snippet, run: Run, version: tuple[int, ...]) -> None:
    """Raise ``GuideError`` unless a run on a version of Python did what is written of it."""
    where = snippet.path.as_posix()
    check_ending(where, snippet.program, run)
    snippets.check(snippet, run.transcript, version)


def check_ending(where: str, program: Program, result: Run) -> None:
    """Raise ``GuideError`` unless the run ended as the metadata says, and left nothing behind."""
    if result.ending == program.ends:
        if result.stderr:
            raise GuideError(
                f"{where} writes to standard error; a snippet leaves no warning and no lost "
                f"exception behind\n{result.stderr}"
            )
        return
    if not program.ends:
        raise GuideError(
            f'{where} ends badly; if that is meant, say `ends = "{result.ending}"` in its '
            f"metadata\n{result.traceback or result.last_words}"
        )
    raise GuideError(
        f'{where} should end in "{program.ends}", as its metadata says, '
        f"and {'ends in ' + result.ending if result.ending else 'runs to its end'}"
    )
