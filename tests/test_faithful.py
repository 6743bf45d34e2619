"""Programs print, say and end on the stage as they do in a Python of their own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

from import_asyncio.errors import Refused
from import_asyncio.explore.explore import explore
from import_asyncio.guide.pythons import label, pythons
from import_asyncio.guide.results import KINDS
from import_asyncio.program import parse
from import_asyncio.run.runner import run

PROGRAMS = ROOT / "tests" / "programs" / "faithful"
ON_STAGE = (
    "import sys; sys.path.insert(0, 'src'); "
    "from import_asyncio.cli.main import main; sys.exit(main(['run', sys.argv[1]]))"
)
PATIENCE = 60.0

Version = tuple[int, int, int]


def ends(command: list[str | Path]) -> tuple[str, str, int]:
    """Run a command; return what it printed, what it said on standard error, its exit status."""
    surroundings = {**os.environ, "PYTHONIOENCODING": "utf-8:strict", "PYTHONUTF8": "1"}
    for name in ("PYTHONWARNINGS", "PYTHONASYNCIODEBUG", "PYTHONDEVMODE"):
        surroundings.pop(name, None)
    done = subprocess.run(
        command, capture_output=True, timeout=PATIENCE, env=surroundings, encoding="utf-8"
    )
    return done.stdout, done.stderr, done.returncode


@pytest.mark.parametrize("version", pythons(), ids=label)
@pytest.mark.parametrize("name", sorted(path.stem for path in PROGRAMS.glob("*.py")))
def test_ends_as_python_does(name: str, version: Version) -> None:
    python, program = pythons()[version], PROGRAMS / f"{name}.py"
    assert ends([python, "-c", ON_STAGE, program]) == ends([python, program])


def outcomes(source: str) -> list[str]:
    """Return the outcomes of a program in all its orders."""
    return sorted(explore(parse(source, "program.py")).outcomes)


def test_standard_output_is_a_text_stream_while_orders_are_tried() -> None:
    found = outcomes(
        "import asyncio, sys\n"
        "sys.stdout.reconfigure(line_buffering=True)\n"
        "async def work(name):\n"
        "    await asyncio.sleep(1)\n"
        "    sys.stdout.buffer.write(name.encode() + b'\\n')\n"
        "async def main():\n"
        "    await asyncio.gather(work('é'), work('東'))\n"
        "asyncio.run(main())\n"
    )
    assert found == ["é", "東"]


def test_a_snippet_of_the_guide_leaves_no_warning_that_python_hides() -> None:
    program = parse(
        "import asyncio\n\nasync def main():\n    open(__file__)\n\nasyncio.run(main())\n",
        str(Path(__file__)),
    )
    assert "ResourceWarning: unclosed file" in KINDS["recording"](program)["run"]["stderr"]
    assert run(program).stderr == ""


def test_each_run_has_a_current_loop_of_its_own_while_orders_are_tried() -> None:
    found = outcomes(
        "import asyncio, warnings\n"
        "warnings.simplefilter('ignore')\n"
        "async def work(name):\n"
        "    await asyncio.sleep(1)\n"
        "    print(name)\n"
        "async def main():\n"
        "    await asyncio.gather(work('a'), work('b'))\n"
        "asyncio.get_event_loop().run_until_complete(main())\n"
    )
    assert found == ["a", "b"]


def test_a_loop_class_of_the_program_is_refused() -> None:
    program = parse(
        "import asyncio\nclass Loop(asyncio.SelectorEventLoop):\n    pass\nLoop()\n", "program.py"
    )
    with pytest.raises(Refused, match="an event loop of its own class, Loop"):
        run(program)
