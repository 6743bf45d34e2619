"""What the commands have in common: the program that they are given, and its limits."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from import_asyncio.errors import GuideError
from import_asyncio.program import Program, check_syntax, read
from import_asyncio.run.limits import Limits
from import_asyncio.run.runner import run

LONGEST = 1e6
FILE = """FILE is a program as you would give it to python: it calls `asyncio.run(main())`
itself, and may import modules that lie beside it. What follows `--` it finds in
sys.argv."""


def add_command(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    summary: str,
    *,
    says: str,
    examples: str,
) -> argparse.ArgumentParser:
    """Add a command that takes a program; ``says`` is what its help begins with."""
    command = subparsers.add_parser(
        name,
        help=summary,
        usage=f"import-asyncio {name} [OPTIONS] FILE [-- ARGUMENTS]",
        description=f"{says}\n\n{FILE}",
        epilog=f"examples:\n{examples}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("file", type=Path, metavar="FILE")
    command.set_defaults(arguments=())
    return command


def add_limits(command: argparse.ArgumentParser) -> None:
    """Add the options of ``limits``."""
    add_bound(command, "--turns", whole, Limits.turns, "turns of the event loop")
    add_bound(command, "--seconds", seconds, Limits.seconds, "real seconds")
    add_bound(command, "--characters", whole, Limits.characters, "printed characters")


def add_bound(
    command: argparse.ArgumentParser,
    option: str,
    kind: Callable[[str], float],
    default: float,
    what: str,
) -> None:
    """Add an option for a number above which the command ends a program."""
    words = f"end after so many {what} (%(default)s)"
    command.add_argument(option, type=kind, default=default, metavar="N", help=words)


def limits(options: argparse.Namespace) -> Limits:
    """Return the limits that the options set."""
    return Limits(options.turns, options.seconds, options.characters)


def whole(text: str) -> int:
    """Read a whole number above 0."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no whole number above 0")
    return int(text)


def seconds(text: str) -> float:
    """Read a number of seconds above 0."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number <= LONGEST:
        raise argparse.ArgumentTypeError(f"{text} is no number above 0, and at most {LONGEST:.0f}")
    return number


def program_of(options: argparse.Namespace) -> Program:
    """Read the program; raises ``GuideError`` where this Python cannot run it."""
    program = read(options.file, options.arguments)
    if not program.runs_on():
        raise GuideError(
            f"{program.filename}: requires Python {program.requires_python}, "
            f"and this is {'.'.join(map(str, sys.version_info[:3]))}"
        )
    check_syntax(program)
    return program


def no_task(program: Program) -> GuideError:
    """Say why no task ran in a program; raises what stops it before, if that is the reason."""
    seen = run(program)
    if not seen.ending and seen.turns:
        return GuideError(
            f"{program.filename}: no task ran, only callbacks, and what is shown here is tasks"
        )
    if not seen.ending:
        return GuideError(
            f"{program.filename}: no task ran. Does the program call `asyncio.run(main())`?"
        )
    said = seen.stderr.splitlines()
    if isinstance(seen.code, int) and said:
        said.append("(the program's own arguments stand after `--`)")
    else:
        said += seen.traceback.splitlines()
    return GuideError("\n  ".join([f"{program.filename}: it ended before its first task:", *said]))
