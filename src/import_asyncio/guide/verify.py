"""Holds a run of a snippet against what is written of it."""

from __future__ import annotations

from dataclasses import asdict

from import_asyncio.errors import GuideError, Stopped
from import_asyncio.guide import snippet as snippets
from import_asyncio.guide.cache import cached
from import_asyncio.guide.snippet import Snippet
from import_asyncio.program import Program
from import_asyncio.stage import Run, run


def verify(snippet: Snippet) -> None:
    """Raise ``GuideError`` unless the snippet, run on the stage, does what is written of it.

    What the stage cannot run on this Python is left to ``tests/test_processes.py``.
    """
    if not snippet.program.on_stage:
        return
    where = snippet.path.as_posix()
    try:
        result = Run(**cached("run", snippet.program.source, lambda: asdict(run(snippet.program))))
    except Stopped as problem:
        raise GuideError(f"{where}: {problem.report}") from None
    except SyntaxError as problem:
        raise GuideError(f"{where}:{problem.lineno}: {problem.msg}") from None
    check_ending(where, snippet.program, result)
    if result.stderr:
        raise GuideError(
            f"{where} writes to standard error; a snippet leaves no warning and no lost "
            f"exception behind\n{result.stderr}"
        )
    snippets.check(snippet, result.transcript)


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
