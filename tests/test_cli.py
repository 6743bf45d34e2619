"""The command: what it prints, what it writes, and what it says of bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import ROOT

from import_asyncio.cli.main import main
from import_asyncio.recording import SCHEMA, from_json

EXCLUSIVE = "snippets/lock/exclusive.py"
OUT = (ROOT / EXCLUSIVE).with_suffix(".out").read_text("utf-8")
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mine.py"


def refused(capsys: Captured, *arguments: object, status: int = 2) -> str:
    """Run the command, which must refuse, and return what it says."""
    assert main([str(argument) for argument in arguments]) == status
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("import-asyncio: ")
    assert "Traceback" not in said.err
    return said.err


def test_run_prints_what_the_program_prints(capsys: Captured) -> None:
    assert main(["run", EXCLUSIVE]) == 0
    assert capsys.readouterr() == (OUT, "")


def test_run_tells_of_an_exception_and_shows_only_the_readers_lines(
    capsys: Captured, file: Path
) -> None:
    file.write_text(
        "import asyncio\nasync def main():\n    print('on')\n    1 / 0\nasyncio.run(main())\n"
    )
    assert main(["run", str(file)]) == 1
    out, err = capsys.readouterr()
    assert out == "on\n"
    assert err.endswith("ZeroDivisionError: division by zero\n")
    assert "import_asyncio" not in err


def test_run_tells_of_a_deadlock(capsys: Captured) -> None:
    assert main(["run", "snippets/lock/opposite_orders.py"]) == 1
    out, err = capsys.readouterr()
    assert out == "Ada locks rent\nBen locks food\n"
    assert err.startswith("deadlock: nothing is ready and nothing will arrive\n")


@pytest.mark.parametrize(
    ("end", "status", "said"),
    [
        ("sys.exit(3)", 3, ""),
        ("sys.exit(0)", 0, ""),
        ("sys.exit('no config')", 1, "no config\n"),
        ("sys.stderr.write('usage\\n'), sys.exit(2)", 2, "usage\n"),
    ],
)
def test_run_ends_as_python_does(
    capsys: Captured, file: Path, end: str, status: int, said: str
) -> None:
    file.write_text(
        "import asyncio, sys\nasync def main():\n    await asyncio.sleep(1)\n"
        f"    print('bye')\n    {end}\nasyncio.run(main())\n"
    )
    assert main(["run", str(file)]) == status
    assert capsys.readouterr() == ("bye\n", said)
    python = subprocess.run([sys.executable, file], capture_output=True, text=True)
    assert (python.returncode, python.stdout, python.stderr) == (status, "bye\n", said)


def test_run_loses_no_output_to_an_interruption(capsys: Captured, file: Path) -> None:
    file.write_text(
        "import asyncio\nasync def main():\n    print('so far')\n    raise KeyboardInterrupt\n"
        "asyncio.run(main())\n"
    )
    assert main(["run", str(file)]) == 130
    out, err = capsys.readouterr()
    assert out == "so far\n"
    assert err.endswith("KeyboardInterrupt\n")
    assert main(["record", str(file)]) == 130
    assert capsys.readouterr().err == f"import-asyncio: {file}: ended by KeyboardInterrupt\n"


ENDLESS = """import asyncio
async def beat():
    while True:
        {beat}
        await asyncio.sleep(1)
async def main():
    print('begins')
    await asyncio.gather(beat(), asyncio.Event().wait())
asyncio.run(main())
"""


@pytest.mark.parametrize(
    ("beat", "option", "reason", "stands"),
    [
        ("", "--turns=20", "not done after 20 turns", "beat waits at line 5 for sleep 1 s"),
        (
            "print('x' * 90)",
            "--characters=300",
            "printed more than 300 characters",
            "beat is at line 4: `print('x' * 90)`",
        ),
        ("while True: pass", "--seconds=0.2", "not done in time", "beat is at line 4: `while"),
    ],
    ids=["turns", "characters", "seconds"],
)
def test_a_program_without_end(
    capsys: Captured, file: Path, beat: str, option: str, reason: str, stands: str
) -> None:
    file.write_text(ENDLESS.format(beat=beat))
    for command in ("run", "record", "timeline"):
        assert main([command, str(file), option]) == 1
        out, err = capsys.readouterr()
        assert out.startswith("begins\n" if command == "run" else "")
        assert ("it printed: " in err) == (command != "run")
        assert err.startswith(f"import-asyncio: {file}: the program ")
        assert reason in err
        assert f"\n  {stands}" in err
        assert "\n  main waits at line 8 for " in err
        assert option.partition("=")[0] in err


def test_a_module_without_end(capsys: Captured, file: Path) -> None:
    file.write_text("n = 0\nwhile True: n += 1\n")
    assert "the module is at line 2: `" in refused(capsys, "run", file, "--seconds=0.2", status=1)


@pytest.mark.parametrize("wait", ["asyncio.sleep(1)", "event.wait()"])
@pytest.mark.parametrize("command", ["run", "orders"])
def test_a_program_that_swallows_everything(
    capsys: Captured, file: Path, wait: str, command: str
) -> None:
    file.write_text(
        "import asyncio\nasync def main():\n    event = asyncio.Event()\n    while True:\n"
        f"        try:\n            await {wait}\n        except BaseException:\n"
        "            pass\nasyncio.run(main())\n"
    )
    code = "import sys; from import_asyncio.cli.main import main; sys.exit(main(sys.argv[1:]))"
    arguments = [sys.executable, "-c", code, command, str(file), "--turns=50"]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=60)
    assert done.returncode == (2 if (command, wait) == ("orders", "asyncio.sleep(1)") else 1)
    said = " ".join((done.stdout + done.stderr).split())
    assert ("not done after 50 turns" if "sleep" in wait else "for the event") in said


def test_timeline_in_the_terminal(capsys: Captured) -> None:
    assert main(["timeline", EXCLUSIVE]) == 0
    out = capsys.readouterr().out
    assert "holds lock" in out
    assert " lock " in out
    assert "\x1b" not in out


def test_timeline_as_a_picture(capsys: Captured, tmp_path: Path) -> None:
    picture = tmp_path / "out.svg"
    assert main(["timeline", EXCLUSIVE, "-o", str(picture)]) == 0
    assert capsys.readouterr() == ("", "")
    assert ElementTree.parse(picture).getroot().tag.endswith("svg")


def test_record_in_words_and_as_data(capsys: Captured) -> None:
    assert main(["record", EXCLUSIVE]) == 0
    assert "Ben waits for the lock, which Ada holds." in capsys.readouterr().out
    assert main(["record", EXCLUSIVE, "--json"]) == 0
    out = capsys.readouterr().out
    assert from_json(out).transcript == OUT
    assert json.loads(out)["schema"] == SCHEMA


def test_a_readers_own_program_next_to_its_module(capsys: Captured, file: Path) -> None:
    file.with_name("beside.py").write_text("WORDS = 'from beside'\n")
    file.write_text(
        "import asyncio\nfrom beside import WORDS\n"
        "async def main():\n    print(WORDS)\nasyncio.run(main())\n"
    )
    assert main(["run", str(file)]) == 0
    assert capsys.readouterr().out == "from beside\n"


def test_the_arguments_of_the_program(capsys: Captured, file: Path) -> None:
    file.write_text("import sys\nprint(sys.argv)\n")
    assert main(["run", str(file), "--", "--json", "--", "x"]) == 0
    assert capsys.readouterr().out == f"{[str(file), '--json', '--', 'x']}\n"


@pytest.mark.parametrize("command", ["run", "timeline", "record", "orders"])
def test_no_such_file(capsys: Captured, tmp_path: Path, command: str) -> None:
    said = refused(capsys, command, "nowhere.py")
    assert said == "import-asyncio: nowhere.py: there is no such file\n"
    assert f"{tmp_path}: is a folder" in refused(capsys, command, tmp_path)


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"print(1)\n" * 9 + b"# \xe9", b"# coding: x\n"])
def test_no_text(capsys: Captured, file: Path, raw: bytes) -> None:
    file.write_bytes(raw)
    said = refused(capsys, "timeline", file)
    assert str(file) in said
    assert "save it as UTF-8, or name its encoding" in said


@pytest.mark.parametrize("encoding", ["utf-8-sig", "latin-1"])
def test_a_program_is_decoded_as_python_does(capsys: Captured, file: Path, encoding: str) -> None:
    declared = "# -*- coding: latin-1 -*-\n" if encoding == "latin-1" else ""
    file.write_bytes(f"{declared}print('café')\n".encode(encoding))
    assert main(["run", str(file)]) == 0
    assert capsys.readouterr().out == "café\n"


def test_no_asyncio(capsys: Captured, file: Path) -> None:
    file.write_text("print('plain')\n")
    assert "asyncio.run(main())" in refused(capsys, "timeline", file)


@pytest.mark.parametrize("command", ["run", "timeline", "record", "orders"])
def test_a_syntax_error(capsys: Captured, file: Path, command: str) -> None:
    file.write_text("import asyncio\nasync def main(:\n")
    assert refused(capsys, command, file) == (
        f"import-asyncio: {file}:2: SyntaxError: invalid syntax: `async def main(:`\n"
    )
    file.write_bytes(b"x = 1\0\n")
    assert "null bytes" in refused(capsys, command, file)


def test_real_threads_and_other_pythons(capsys: Captured, file: Path) -> None:
    file.write_text('# /// script\n# [tool.import-asyncio]\n# needs = ["sockets"]\n# ///\n')
    assert "sockets" in refused(capsys, "run", file)
    file.write_text('# /// script\n# requires-python = ">=4.0"\n# ///\n')
    assert ">=4.0" in refused(capsys, "run", file)


def test_the_network_is_refused(capsys: Captured, file: Path) -> None:
    file.write_text(
        "import asyncio\nasync def main():\n"
        "    await asyncio.open_connection('localhost', 80)\nasyncio.run(main())\n"
    )
    said = refused(capsys, "timeline", file)
    assert f"{file}: the program calls create_connection(); the stage has no network" in said
    assert "main is at line 3: `await asyncio.open_connection(" in said
    assert "--turns" not in said


def test_a_picture_that_cannot_be_written(capsys: Captured, tmp_path: Path) -> None:
    place = tmp_path / "no" / "out.svg"
    assert str(place) in refused(capsys, "timeline", EXCLUSIVE, "-o", place)


@pytest.mark.parametrize("command", ["run", "timeline", "record", "orders"])
def test_the_help_of_each_command(capsys: Captured, command: str) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([command, "--help"])
    out = capsys.readouterr().out
    assert "FILE is a program as you would give it to python" in out
    assert f"\nexamples:\n  import-asyncio {command} race.py\n" in out


def test_help_has_examples(capsys: Captured) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    assert "import-asyncio timeline race.py -o race.svg" in capsys.readouterr().out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk() -> None:
    code = "import sys; from import_asyncio.cli.main import main; sys.exit(main(sys.argv[1:]))"
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-c", code, "run", EXCLUSIVE]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr == "import-asyncio: cannot write the output: No space left on device\n"


def test_a_reader_who_leaves_early_is_no_error() -> None:
    code = "import sys; from import_asyncio.cli.main import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "timeline", EXCLUSIVE]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.parametrize("command", ["timeline", "record", "orders"])
def test_a_program_of_callbacks_is_told_that_it_has_no_tasks(
    capsys: Captured, file: Path, command: str
) -> None:
    file.write_text(
        "import asyncio\n"
        "loop = asyncio.new_event_loop()\n"
        "loop.call_later(1, loop.stop)\n"
        "loop.run_forever()\n"
        "loop.close()\n"
    )
    assert main([command, str(file)]) != 0
    said = capsys.readouterr().err
    assert "no task ran, only callbacks" in said
    assert "asyncio.run" not in said
