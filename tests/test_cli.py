"""The command: what it prints, what it writes, and what it says of bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import ROOT

from import_asyncio.cli import main
from import_asyncio.recording import SCHEMA, from_json

EXCLUSIVE = "snippets/lock/exclusive.py"
OUT = (ROOT / EXCLUSIVE).with_suffix(".out").read_text("utf-8")
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mine.py"


def refused(capsys: Captured, *arguments: object) -> str:
    """Run the command, which must refuse, and return what it says."""
    assert main([str(argument) for argument in arguments]) == 1
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


def test_no_such_file(capsys: Captured) -> None:
    assert "nowhere.py" in refused(capsys, "run", "nowhere.py")


def test_no_text(capsys: Captured, file: Path) -> None:
    file.write_bytes(b"\xff\xfe")
    assert str(file) in refused(capsys, "timeline", file)


def test_no_asyncio(capsys: Captured, file: Path) -> None:
    file.write_text("print('plain')\n")
    assert "asyncio.run(main())" in refused(capsys, "timeline", file)


def test_a_syntax_error_has_nothing_to_draw(capsys: Captured, file: Path) -> None:
    file.write_text("async def main(:\n")
    assert "SyntaxError" in refused(capsys, "record", file)


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
    assert "network" in refused(capsys, "timeline", file)


def test_a_picture_that_cannot_be_written(capsys: Captured, tmp_path: Path) -> None:
    place = tmp_path / "no" / "out.svg"
    assert str(place) in refused(capsys, "timeline", EXCLUSIVE, "-o", place)


def test_help_has_examples(capsys: Captured) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    assert "import-asyncio timeline race.py -o race.svg" in capsys.readouterr().out


def test_a_reader_who_leaves_early_is_no_error() -> None:
    code = "import sys; from import_asyncio.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "timeline", EXCLUSIVE]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
