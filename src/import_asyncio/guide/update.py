"""`make update`: rewrite the transcripts from what the programs print on every Python found.

NAME=lock/fair only those of one program.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from import_asyncio.errors import GuideError
from import_asyncio.guide import as_pasted, snippet
from import_asyncio.guide.elsewhere import Question, ask
from import_asyncio.guide.pythons import Python, every_python
from import_asyncio.guide.transcripts import rewrite
from import_asyncio.guide.tried import fits
from import_asyncio.guide.verify import check_ending
from import_asyncio.program import Program, read
from import_asyncio.run.runner import Run

TESTS = "tests/test_own_tests.py"


def chosen(name: str) -> list[Path]:
    """Return the paths of the programs to run: one snippet's, or all.

    Raises ``GuideError`` where there is no such snippet.
    """
    names = [name.removeprefix(f"{snippet.FOLDER}/")] if name else snippet.names()
    return [snippet.path_of(one) for one in names]


def update(paths: Iterable[Path], pythons: Iterable[Python]) -> list[str]:
    """Rewrite the transcripts of programs; return what is wrong with those that were left out."""
    programs = {path: read(path) for path in paths}
    printed: dict[Path, dict[tuple[int, ...], str]] = {path: {} for path in programs}
    complaints: dict[Path, str] = {}
    for python in pythons:
        fitting = {path: it for path, it in programs.items() if fits(python, it)}
        for path, said in _printed(python, fitting, complaints).items():
            printed[path][python.version[:2]] = said
    for path in programs.keys() - complaints.keys():
        if printed[path]:
            rewrite(path, programs[path], printed[path])
    return list(complaints.values())


def update_tests(paths: Iterable[Path]) -> int:
    """Rewrite the transcripts of those that are files of tests; return the status of pytest."""
    ids = [
        f"{TESTS}::test_transcript[{path.relative_to(snippet.FOLDER).with_suffix('').as_posix()}]"
        for path in paths
        if read(path).is_test
    ]
    command = (sys.executable, "-m", "pytest", "--update-examples", "-q", *ids)
    return subprocess.run(command).returncode if ids else 0


def _printed(
    python: Python, programs: Mapping[Path, Program], complaints: dict[Path, str]
) -> dict[Path, str]:
    """Return what programs print on one Python; on the stage, but for those that need more."""
    staged = {path: program for path, program in programs.items() if not program.needs}
    answers = ask(python, [Question("run", program) for program in staged.values()])
    found = {
        path: as_pasted.printed(python, path)
        for path, program in programs.items()
        if program.needs and program.ends != "deadlock"
    }
    for (path, program), answer in zip(staged.items(), answers, strict=True):
        try:
            found[path] = _transcript(path, program, answer)
        except GuideError as problem:
            complaints[path] = f"on Python {python}: {problem}"
    return found


def _transcript(path: Path, program: Program, answer: Mapping[str, Any]) -> str:
    if "problem" in answer:
        raise GuideError(f"{path.as_posix()}: {answer['problem']}")
    run = Run(**answer)
    check_ending(path.as_posix(), program, run)
    return run.transcript


def main() -> int:
    """Rewrite the transcripts that the command line names; return 1 where one cannot be made."""
    try:
        paths = chosen(sys.argv[1] if len(sys.argv) > 1 else "")
        complaints = update(paths, every_python())
        status = update_tests(paths)
    except GuideError as problem:
        complaints, status = [str(problem)], 1
    for complaint in complaints:
        print(f"make update: {complaint}", file=sys.stderr)
    return 1 if complaints else status


if __name__ == "__main__":
    sys.exit(main())
