"""The command ``import-asyncio``."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from import_asyncio import __version__
from import_asyncio.cli import arguments, orders
from import_asyncio.draw.prose import describe_recording
from import_asyncio.draw.timeline_svg import draw_file
from import_asyncio.draw.timeline_text import draw_text
from import_asyncio.errors import GuideError, Interrupted, LimitReached, Refused, Stopped
from import_asyncio.program import Program
from import_asyncio.record.record import record
from import_asyncio.recording import Recording
from import_asyncio.run.runner import run

MOST_STANDING = 8
LAST_PRINTED = 3
BAD_INPUT = 2
INTERRUPTED = 130
EXAMPLES = """examples:
  import-asyncio run race.py               what it prints, on a clock that never waits
  import-asyncio timeline race.py          who waited for whom, in the terminal
  import-asyncio timeline race.py -o race.svg
  import-asyncio record race.py            the same in words
  import-asyncio record race.py --json     the same as data
  import-asyncio orders race.py            every order, and one that goes wrong
"""
RUN = """  import-asyncio run race.py
  import-asyncio run race.py --turns 50         where it is after 50 turns of the loop
  import-asyncio run race.py -- --clients 3     its own arguments
"""
TIMELINE = """  import-asyncio timeline race.py
  import-asyncio timeline race.py -o race.svg   a picture
"""
RECORD = """  import-asyncio record race.py
  import-asyncio record race.py --json > race.json
"""


def main(given: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status: 2 for bad input and 1 for a program that fails.

    ``run`` ends with the exit status that python would end with.
    """
    own, passed = _split(sys.argv[1:] if given is None else given)
    options = _parser().parse_args(own)
    options.arguments = passed
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        status: int = options.do(options)
        sys.stdout.flush()
    except GuideError as problem:
        print(f"import-asyncio: {problem}", file=sys.stderr)
        return BAD_INPUT
    except Stopped as stop:
        print(f"import-asyncio: {_why(stop, options.file)}", file=sys.stderr)
        return BAD_INPUT if isinstance(stop, Refused) else 1
    except OSError as problem:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(problem, BrokenPipeError):
            print(f"import-asyncio: cannot write the output: {problem.strerror}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"import-asyncio: {options.file}: ended by KeyboardInterrupt", file=sys.stderr)
        return INTERRUPTED
    return status


def _split(given: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Part the command's own arguments from the program's, which stand after ``--``."""
    place = given.index("--") if "--" in given else len(given)
    return given[:place], given[place + 1 :]


def _why(stop: Stopped, path: Path) -> str:
    """Say what stopped a program, where its tasks stood, and what it printed last."""
    lines = [f"{path}: {stop.report}", *stop.standing[:MOST_STANDING]]
    if more := stop.standing[MOST_STANDING:]:
        lines.append(f"and {len(more)} tasks more")
    lines += [f"it printed: {line}" for line in stop.stdout.splitlines()[-LAST_PRINTED:]]
    if isinstance(stop, LimitReached):
        lines.append("The limits are set by --turns, --seconds and --characters.")
    return "\n  ".join(lines)


def _on_stage(options: argparse.Namespace) -> Program:
    """Read a program that the stage can run; raises ``GuideError`` for any other."""
    program = arguments.program_of(options)
    if program.is_test:
        raise GuideError(f"{program.filename}: is a file of tests; run it with pytest")
    if program.needs:
        raise GuideError(
            f"{program.filename}: needs real {' and '.join(program.needs)}, which the stage does "
            "not have; run it with python"
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

    command = arguments.add_command(
        commands,
        "run",
        "print what the program prints",
        says="Run a program on a clock that never waits, and end as python does, with its\n"
        "exit status. For a deadlock, and for a program without end, that is 1.",
        examples=RUN,
    )
    command.set_defaults(do=_run)
    arguments.add_limits(command)

    command = arguments.add_command(
        commands,
        "timeline",
        "draw who waited for whom",
        says="Run a program and draw its tasks: who waited for what, and who woke whom.",
        examples=TIMELINE,
    )
    command.set_defaults(do=_timeline)
    command.add_argument(
        "-o", "--output", type=Path, metavar="OUT.SVG", help="write a picture instead of text"
    )
    arguments.add_limits(command)

    command = arguments.add_command(
        commands,
        "record",
        "tell what happened, in words or as data",
        says="Run a program and tell each of its steps.",
        examples=RECORD,
    )
    command.set_defaults(do=_record)
    command.add_argument("--json", action="store_true", help="print the recording as JSON")
    arguments.add_limits(command)

    orders.add_command(commands)
    return parser


def _run(options: argparse.Namespace) -> int:
    try:
        seen = run(_on_stage(options), limits=arguments.limits(options))
    except Stopped as stop:
        _print(stop.stdout, stop.stderr)
        stop.stdout = ""
        raise
    except Interrupted as end:
        _print(end.stdout, end.stderr + end.traceback)
        return INTERRUPTED
    for remark in seen.remarks:
        print(f"import-asyncio: {options.file}: note: {remark}", file=sys.stderr)
    if seen.ending == "deadlock":
        _print(seen.stdout, f"{seen.stderr}{seen.last_words}\n")
    elif isinstance(seen.code, int):
        _print(seen.stdout, seen.stderr)
        return seen.code
    elif seen.code is not None:
        _print(seen.stdout, f"{seen.stderr}{seen.code}\n")
    else:
        _print(seen.stdout, seen.stderr + seen.traceback)
    return int(bool(seen.ending))


def _print(stdout: str, stderr: str) -> None:
    sys.stdout.write(stdout)
    sys.stdout.flush()
    sys.stderr.write(stderr)


def _timeline(options: argparse.Namespace) -> int:
    recording = _recording(options)
    if options.output is None:
        terminal = sys.stdout.isatty()
        drawn = (sys.stdout.encoding or "").lower().startswith("utf")
        sys.stdout.write(draw_text(recording, colour=terminal and not _plain(), drawn=drawn))
        return 0
    picture = draw_file(recording, prefix="timeline")
    try:
        options.output.write_text(picture + "\n", "utf-8")
    except OSError as problem:
        raise GuideError(f"{options.output}: cannot be written: {problem.strerror}") from problem
    return 0


def _plain() -> bool:
    return "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"


def _record(options: argparse.Namespace) -> int:
    recording = _recording(options)
    print(recording.to_json() if options.json else describe_recording(recording))
    return 0


def _recording(options: argparse.Namespace) -> Recording:
    program = _on_stage(options)
    recording = record(program, limits=arguments.limits(options))
    if not recording.tasks:
        raise arguments.no_task(program)
    return recording
