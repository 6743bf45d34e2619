"""The command ``import-asyncio``."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from import_asyncio import __version__, orders_command
from import_asyncio.describe import describe
from import_asyncio.errors import GuideError, Stopped
from import_asyncio.program import Program, read
from import_asyncio.record import record
from import_asyncio.recording import Recording
from import_asyncio.stage import run
from import_asyncio.text_timeline import draw_text
from import_asyncio.timeline import draw

EXAMPLES = """examples:
  import-asyncio run race.py               what it prints, on a clock that never waits
  import-asyncio timeline race.py          who waited for whom, in the terminal
  import-asyncio timeline race.py -o race.svg
  import-asyncio record race.py            the same in words
  import-asyncio record race.py --json     the same as data
  import-asyncio orders race.py            every order, and one that goes wrong
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status, 1 for bad input and for a program that fails."""
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        status: int = options.do(options)
        sys.stdout.flush()
    except (GuideError, Stopped) as problem:
        print(f"import-asyncio: {problem}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    return status


def on_stage(path: Path) -> Program:
    """Read a program that the stage can run; raises ``GuideError`` for any other."""
    program = read(path)
    if program.needs:
        raise GuideError(
            f"{path}: needs real {' and '.join(program.needs)}, which the stage does not have; "
            "run it with python"
        )
    if not program.runs_on():
        raise GuideError(
            f"{path}: requires Python {program.requires_python}, "
            f"and this is {'.'.join(map(str, sys.version_info[:3]))}"
        )
    return program


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="import-asyncio",
        description="Run, record, draw and explore a small asyncio program.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    command = commands.add_parser("run", help="print what the program prints")
    command.set_defaults(do=_run)
    command.add_argument("file", type=Path, metavar="FILE")

    command = commands.add_parser("timeline", help="draw who waited for whom")
    command.set_defaults(do=_timeline)
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument(
        "-o", "--output", type=Path, metavar="OUT.SVG", help="write a picture instead of text"
    )

    command = commands.add_parser("record", help="tell what happened, in words or as data")
    command.set_defaults(do=_record)
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--json", action="store_true", help="print the recording as JSON")

    orders_command.add_command(commands)
    return parser


def _run(options: argparse.Namespace) -> int:
    seen = run(on_stage(options.file))
    sys.stdout.write(seen.stdout)
    sys.stdout.flush()
    sys.stderr.write(seen.stderr)
    if seen.ending:
        sys.stderr.write(seen.traceback if seen.ending != "deadlock" else f"{seen.last_words}\n")
        return 1
    return 0


def _timeline(options: argparse.Namespace) -> int:
    recording = _recording(options.file)
    if options.output is None:
        terminal = sys.stdout.isatty()
        drawn = (sys.stdout.encoding or "").lower().startswith("utf")
        sys.stdout.write(draw_text(recording, colour=terminal and not _plain(), drawn=drawn))
        return 0
    picture = draw(recording, prefix="timeline", embedded=False)
    try:
        options.output.write_text(picture + "\n", "utf-8")
    except OSError as problem:
        raise GuideError(f"{options.output}: cannot be written: {problem.strerror}") from problem
    return 0


def _plain() -> bool:
    return "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"


def _record(options: argparse.Namespace) -> int:
    recording = _recording(options.file)
    print(recording.to_json() if options.json else describe(recording))
    return 0


def _recording(path: Path) -> Recording:
    recording = record(on_stage(path))
    if not recording.tasks:
        end = recording.transcript.rstrip("\n").rpartition("\n")[2]
        why = f" before {recording.ending} ended it: {end}" if recording.ending else ""
        raise GuideError(
            f"{path}: no task ran{why}; there is nothing to draw. "
            "Does the program call `asyncio.run(main())`?"
        )
    return recording
