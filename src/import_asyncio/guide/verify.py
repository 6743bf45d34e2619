"""Holds a run of a snippet against what is written of it."""

from __future__ import annotations

from import_asyncio.errors import GuideError
from import_asyncio.guide import snippet as snippets
from import_asyncio.guide.results import RecordedRun, run_of
from import_asyncio.guide.snippet import Snippet
from import_asyncio.program import Program
from import_asyncio.run.runner import Run


def verify(snippet: Snippet) -> RecordedRun | None:
    """Raise ``GuideError`` unless the snippet, run on the stage, does what is written of it.

    Return its run and its recording, or None where no stage on this machine can run it; such a
    snippet is left to ``tests/test_processes.py``.
    """
    recorded = run_of(snippet.program)
    if recorded is None:
        return None
    where, run = snippet.path.as_posix(), recorded.run
    check_ending(where, snippet.program, run)
    if run.stderr:
        raise GuideError(
            f"{where} writes to standard error; a snippet leaves no warning and no lost "
            f"exception behind\n{run.stderr}"
        )
    snippets.check(snippet, run.transcript)
    return recorded


def check_ending(where: str, program: Program, result: Run) -> None:
    """Raise ``GuideError`` unless the run ended as the program's metadata says."""
    if result.ending == program.ends:
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
