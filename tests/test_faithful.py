"""Programs print, say and end on the stage as they do in a Python of their own."""

from __future__ import annotations

import os
import signal
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
ADVICE = "RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n"

Version = tuple[int, int, int]


def ends(command: list[str | Path]) -> tuple[str, str, int]:
    """Run a command; return what it printed, what it said on standard error, its exit status.

    What Python advises about itself is left out.
    """
    surroundings = {**os.environ, "PYTHONIOENCODING": "utf-8:strict", "PYTHONUTF8": "1"}
    for name in ("PYTHONWARNINGS", "PYTHONASYNCIODEBUG", "PYTHONDEVMODE"):
        surroundings.pop(name, None)
    done = subprocess.run(
        command, capture_output=True, timeout=PATIENCE, env=surroundings, encoding="utf-8"
    )
    return done.stdout, done.stderr.replace(ADVICE, ""), done.returncode


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
    assert "ResourceWarning: unclosed file" in KINDS["recording"](program, (), ())["run"]["stderr"]
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


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("signal.alarm(1)", r"calls signal\.alarm\(\); the stage has no signals"),
        ("signal.setitimer(signal.ITIMER_REAL, 1)", r"calls signal\.setitimer\(\)"),
        ("signal.raise_signal(signal.SIGTERM)", "sends SIGTERM to itself, without a handler"),
        ("os.kill(os.getpid(), signal.SIGTERM)", "sends SIGTERM to itself, without a handler"),
        ("os.kill(1, signal.SIGTERM)", r"calls os\.kill\(\); the stage has no processes"),
        ("os.abort()", r"calls os\.abort\(\); the stage has no processes"),
        ("os.fork()", r"calls os\.fork\(\); the stage has no processes"),
        ("os.system('true')", r"calls os\.system\(\); the stage has no processes"),
        ("loop.add_signal_handler(signal.SIGTERM, print)", r"calls add_signal_handler\(\)"),
    ],
)
def test_what_is_refused_loses_nothing_that_was_printed(call: str, said: str) -> None:
    program = parse(
        "import asyncio, os, signal\n"
        "async def main():\n"
        "    loop = asyncio.get_running_loop()\n"
        "    print('printed')\n"
        f"    {call}\n"
        "    print('not printed')\n"
        "asyncio.run(main())\n",
        "program.py",
    )
    with pytest.raises(Refused, match=said) as caught:
        run(program)
    assert caught.value.stdout == "printed\n"


def test_exit_functions_and_an_exit_at_once_are_part_of_each_order() -> None:
    program = (
        "import asyncio, atexit, os\n"
        "atexit.register(print, 'bye')\n"
        "async def work(name):\n"
        "    await asyncio.sleep(1)\n"
        "    print(name)\n"
        "    {end}\n"
        "async def main():\n"
        "    await asyncio.gather(work('a'), work('b'))\n"
        "asyncio.run(main())\n"
    )
    assert outcomes(program.format(end="pass")) == ["bye"]
    assert outcomes(program.format(end="os._exit(0)")) == ["a", "b"]
    assert outcomes(program.format(end="os._exit(3)")) == ["SystemExit"]


def test_handlers_of_signals_are_put_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    run(parse("import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n", "program.py"))
    assert signal.getsignal(signal.SIGTERM) is before


LIBRARY = """
import subprocess, sys

KNOWN = subprocess.run([sys.executable, "-c", "print('known')"], capture_output=True, text=True)

def listen():
    import socket
    socket.socket()

def start():
    subprocess.run([sys.executable, "-c", ""])
"""


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("lib_of_ours.listen()", "lib_of_ours opens a socket; the stage has no network"),
        ("lib_of_ours.start()", "lib_of_ours starts a process; the stage has no processes"),
        ("socket.socket()", "the program opens a socket; the stage has no network"),
        ("subprocess.Popen(['true'])", "the program starts a process; the stage has no processes"),
    ],
)
def test_it_is_said_who_is_refused(
    call: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lib_of_ours.py").write_text(LIBRARY)
    monkeypatch.syspath_prepend(str(tmp_path))
    source = f"import lib_of_ours, socket, subprocess\nprint(lib_of_ours.KNOWN.stdout)\n{call}\n"
    with pytest.raises(Refused) as caught:
        run(parse(source, str(tmp_path / "program.py")))
    assert (caught.value.report, caught.value.stdout) == (said, "known\n\n")
