"""The command ``import-asyncio orders``."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from import_asyncio.explore import Bounds, explore
from import_asyncio.orders import Judged, Order, Orders, Step, judge
from import_asyncio.program import Program, read
from import_asyncio.retell import how_it_ends

MOST_SHOWN = 3
EVERY = 0.2
EXAMPLES = """examples:
  import-asyncio orders race.py                      every outcome, and an order for each
  import-asyncio orders race.py --right "balance 2"  the others are wrong: exit status 1
  import-asyncio orders race.py --json
"""


def add_command(subparsers: Any) -> None:
    """Add ``orders`` to the command's subparsers; ``do`` is set to what it does."""
    command: argparse.ArgumentParser = subparsers.add_parser(
        "orders",
        help="try every order in which answers can arrive",
        description="Run a program in every order in which its answers can arrive. "
        "Each asyncio.sleep(n), n > 0, stands for a request of unknown length.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(do=_orders)
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--json", action="store_true", help="print the counts as JSON")
    command.add_argument(
        "--right", action="append", metavar="OUTCOME", help="an outcome that is right; repeatable"
    )
    command.add_argument("--runs", type=int, default=Bounds.runs, help="bound (%(default)s)")
    command.add_argument(
        "--seconds", type=float, default=Bounds.seconds, help="bound (%(default)s)"
    )


def _orders(options: argparse.Namespace) -> int:
    program = read(options.file)
    found = _explore(program, Bounds(runs=options.runs, seconds=options.seconds))
    judged = judge(found, _named(found, options.right), strict=False)
    for remark in found.remarks:
        print(f"{found.filename}: note: {remark}", file=sys.stderr)
    if not found.complete:
        print(f"{found.filename}: not all orders were tried: {found.why}", file=sys.stderr)
    if options.json:
        print(json.dumps(found.summary()))
    else:
        print("\n".join(_report(program, judged)))
    return int(not found.complete or bool(options.right and judged.wrong))


def _named(found: Orders, right: list[str] | None) -> Mapping[str, str]:
    """Judge by what the reader says is right; deadlocks and exceptions are wrong in any case."""
    bad = {order.outcome for order in found.orders if order.ending}
    if right is not None:
        return {one: "right" if one in right else "wrong" for one in found.outcomes}
    return dict.fromkeys(bad, "wrong")


def _explore(program: Program, bounds: Bounds) -> Orders:
    """Explore, with a line of progress on a terminal once it takes long."""
    if not sys.stderr.isatty():
        return explore(program, bounds=bounds)
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
        return explore(program, bounds=bounds, progress=progress)
    finally:
        terminal.write("\r\x1b[K")


def _report(program: Program, judged: Judged) -> list[str]:
    orders = judged.orders
    total = len(orders.orders)
    lines = [f"{total} order{'' if total == 1 else 's'}{'' if orders.complete else ' so far'}"]
    wide = max((len(str(verdict.orders)) for verdict in judged.verdicts), default=1)
    for verdict in judged.verdicts:
        sign = " " if verdict.right is None else verdict.sign
        lines.append(f"  {sign} {verdict.orders:{wide}}  {verdict.outcome}")
    shown = [verdict for verdict in judged.verdicts if not verdict.right]
    if len(judged.verdicts) == 1 and not judged.wrong:
        shown = []
    for verdict in shown[:MOST_SHOWN]:
        order = orders.simplest(verdict.outcome)
        lines += ["", f"{verdict.outcome}: the simplest of {verdict.orders}"]
        lines += _steps(program, order)
    if len(shown) > MOST_SHOWN:
        lines += ["", f"and {len(shown) - MOST_SHOWN} more outcomes"]
    return lines


def _steps(program: Program, order: Order) -> list[str]:
    """Tell an order step by step, each with the line at which the task waits next."""
    code = program.source.splitlines()
    wide = max(len(step.task) for step in order.steps)
    words = [_words(step) for step in order.steps]
    room = max(map(len, words))
    lines = []
    for number, (step, said) in enumerate(zip(order.steps, words, strict=True), 1):
        line = f"  {number:2}  {step.task:{wide}}  {said:{room}}  {_ends(step)}"
        if step.line:
            line += f", line {step.line}: {code[step.line - 1].strip()}"
        lines.append(line.rstrip())
    if order.ending:
        lines += ["", f"  {how_it_ends(program, order)}"]
    return lines


def _words(step: Step) -> str:
    printed = " / ".join(step.printed.strip().splitlines())
    return f"prints {printed}" if printed else "goes on"


def _ends(step: Step) -> str:
    if step.ended:
        return f"ends in {step.ended}"
    if step.line:
        return f"waits for {step.waits_for}"
    return "" if step.task in ("module", "callback") else "is done"
