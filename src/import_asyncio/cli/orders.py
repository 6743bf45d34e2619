"""The command ``import-asyncio orders``."""

from __future__ import annotations

import argparse
import io
import json
import shutil
import sys
import textwrap
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from import_asyncio.cli import arguments
from import_asyncio.cli.memory import memory_limited
from import_asyncio.cli.orders_replay import replay
from import_asyncio.cli.orders_report import report
from import_asyncio.draw.orders_text import NO_TASK
from import_asyncio.explore.determinism import check_in_other_processes
from import_asyncio.explore.explore import Bounds, explore
from import_asyncio.orders import Order, Orders
from import_asyncio.program import Program
from import_asyncio.run.isolation import replaced
from import_asyncio.verdicts import Judged, judge

WIDTH, NARROWEST = 80, 40
WRONG, NOT_COMPLETE = 1, 3
EVERY = 0.2
SAYS = """Run a program in every order in which its answers can arrive. Each
asyncio.sleep(n), n > 0, stands for a request of unknown length. Standard input
is empty.

An outcome is the last line printed, `deadlock`, or the type of an exception.
Deadlocks and exceptions are wrong; with --right, so is all that it does not name.

Each order has an address, with which --replay runs it again, tells it step by
step and draws it.

The exit status is 2 for bad input; else 1 where an order goes wrong, where an
outcome that is named never happens, and where outcomes differ of which nobody
says whether they are right; else 3 where not all orders were tried; else 0."""
EXAMPLES = """  import-asyncio orders race.py
  import-asyncio orders race.py --right "balance 2"   all else is wrong
  import-asyncio orders race.py --json
  import-asyncio orders race.py --replay b1           one order again
  import-asyncio orders race.py --cancel Ada          is it safe to cancel her?
  import-asyncio orders race.py -- --clients 3        its own arguments
"""


def add_command(subparsers: Any) -> None:
    """Add ``orders`` to the command's subparsers; ``do`` is set to what it does."""
    command = arguments.add_command(
        subparsers,
        "orders",
        "try every order in which answers can arrive",
        says=SAYS,
        examples=EXAMPLES,
    )
    command.set_defaults(do=_orders)
    command.add_argument(
        "--json", action="store_true", help="print the counts and addresses as JSON"
    )
    command.add_argument(
        "--right", action="append", metavar="OUTCOME", help="an outcome that is right; repeatable"
    )
    command.add_argument(
        "--cancel",
        action="extend",
        type=_names,
        default=[],
        metavar="TASK[:N]",
        help="cancel the task of that name, N times, at every point; repeatable",
    )
    command.add_argument("--replay", metavar="ADDRESS", help="run, tell and draw one order")
    arguments.add_bound(command, "--runs", arguments.whole, Bounds.runs, "runs of the program")
    arguments.add_bound(command, "--seconds", arguments.seconds, Bounds.seconds, "real seconds")
    arguments.add_bound(
        command, "--turns", arguments.whole, Bounds.turns, "turns of the event loop in one run"
    )
    command.add_argument(
        "--seed",
        type=int,
        default=Bounds.seed,
        metavar="N",
        help="draw other orders at random where not all can be tried (%(default)s)",
    )


def _orders(options: argparse.Namespace) -> int:
    program = arguments.program_of(options)
    bounds = Bounds(options.runs, options.turns, options.seconds, seed=options.seed)
    width = max(shutil.get_terminal_size((WIDTH, 24)).columns, NARROWEST)
    stdin = NoInput()
    with replaced(sys, "stdin", stdin), memory_limited():
        if options.replay is not None:
            return replay(program, options.replay, width)
        found = _explore(program, bounds, options.cancel)
        found.refuse_none()
        if not any(map(_has_task, found.orders)):
            raise arguments.no_task(program)
        check_in_other_processes(found, program.arguments)
        judged = judge(found, _named(found, options.right), strict=False)
        if options.json:
            print(json.dumps(found.summary()))
        else:
            print("\n".join(report(program, judged, width)))
    sys.stdout.flush()
    never = [one for one in options.right or () if one not in found.outcomes]
    for remark in _remarks(found, never, stdin.was_read):
        print(_filled(f"{program.filename}: {remark}", width), file=sys.stderr)
    return _status(judged, never)


def _status(judged: Judged, never: Sequence[str]) -> int:
    unjudged = sum(verdict.right is None for verdict in judged.verdicts)
    if judged.wrong or unjudged > 1 or (never and judged.orders.complete):
        return WRONG
    return 0 if judged.orders.complete else NOT_COMPLETE


def _remarks(found: Orders, never: Sequence[str], stdin_was_read: bool) -> Iterator[str]:
    yield from (f"note: {remark}" for remark in found.remarks)
    if stdin_was_read:
        yield "note: the program reads standard input, which is empty here"
    so_far = "" if found.complete else " so far"
    yield from (f'no order{so_far} ends in "{one}"' for one in never)
    if not found.complete:
        what = "sampled" if found.sampled else "not all orders were tried"
        yield f"{what}: {found.why}. The bounds are set by --runs, --seconds and --turns."


def _names(text: str) -> list[str]:
    """Read the name of a task, and how often it is cancelled."""
    name, colon, number = text.rpartition(":")
    return [name] * arguments.whole(number) if colon else [text]


class NoInput(io.StringIO):
    """A standard input with nothing in it, the same for each run, that knows who asks."""

    was_read = False

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        """Return nothing."""
        self.was_read = True
        return ""

    def read(self, size: int | None = -1, /) -> str:
        """Return nothing."""
        self.was_read = True
        return ""


def _named(found: Orders, right: list[str] | None) -> Mapping[str, str]:
    """Judge by what the reader says is right; else deadlocks and exceptions are wrong."""
    if right is not None:
        return {one: "right" if one in right else "wrong" for one in found.outcomes}
    return {order.outcome: "wrong" for order in found.orders if order.failure}


def _has_task(order: Order) -> bool:
    return any(step.task not in NO_TASK for step in order.steps)


def _filled(text: str, width: int) -> str:
    return textwrap.fill(
        text, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )


def _explore(program: Program, bounds: Bounds, cancel: Sequence[str]) -> Orders:
    """Explore, with a line of progress on a terminal once it takes long."""
    if not sys.stderr.isatty():
        return explore(program, bounds=bounds, cancel=cancel)
    terminal = sys.stderr
    shown = time.perf_counter()

    def progress(runs: int, orders: int) -> None:
        nonlocal shown
        if real_time() - shown > EVERY:
            shown = real_time()
            terminal.write(f"\r{orders} orders after {runs} runs; Ctrl-C shows what was found ")
            terminal.flush()

    real_time = time.perf_counter
    try:
        return explore(program, bounds=bounds, cancel=cancel, progress=progress)
    finally:
        terminal.write("\r\x1b[K")
