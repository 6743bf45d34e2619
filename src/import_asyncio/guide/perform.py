"""Runs a snippet and keeps what it did: here, or on another Python of this machine.

`python -m import_asyncio.guide.perform FILE` prints it as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from import_asyncio.errors import GuideError, Stopped
from import_asyncio.guide.cache import cached
from import_asyncio.guide.pythons import label, pythons
from import_asyncio.program import Program, read
from import_asyncio.record import watch
from import_asyncio.recording import Recording, from_json
from import_asyncio.stage import Run

SOURCES = Path(__file__).parents[2]


@dataclass(frozen=True)
class Performance:
    """A run of a program, and its recording."""

    run: Run
    recording: Recording


def perform(program: Program) -> Performance | None:
    """Run a program on the stage of this Python, or else of another one that it may run on.

    Return None where the program needs the real world, or a Python that is not here. Raises
    ``GuideError`` where the program does not end or cannot be compiled.
    """
    if program.needs:
        return None
    if program.runs_on():
        version, python = sys.version_info[:3], None
    else:
        fitting = [found for found in pythons() if program.runs_on(found)]
        if not fitting:
            return None
        version = max(fitting)
        python = pythons()[version]
    content = f"{label(version)}\n{program.filename}\n{program.source}"
    kept = cached(
        "performance", content, lambda: _elsewhere(program, python) if python else here(program)
    )
    return Performance(Run(**kept["run"]), from_json(json.dumps(kept["recording"])))


def here(program: Program) -> dict[str, Any]:
    """Run a program on this Python; return run and recording as JSON has them."""
    try:
        run, recording = watch(program)
    except Stopped as problem:
        raise GuideError(f"{program.filename}: {problem.report}") from None
    except SyntaxError as problem:
        raise GuideError(f"{program.filename}:{problem.lineno}: {problem.msg}") from None
    return {"run": asdict(run), "recording": json.loads(recording.to_json())}


def _elsewhere(program: Program, python: Path) -> Any:
    done = subprocess.run(
        [python, "-m", __spec__.name, program.filename],
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    if done.returncode:
        raise GuideError(done.stderr.strip())
    return json.loads(done.stdout)


def main() -> int:
    """Run the program that the command line names; print JSON."""
    try:
        print(json.dumps(here(read(Path(sys.argv[1])))))
    except GuideError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
