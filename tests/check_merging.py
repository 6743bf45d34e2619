"""Merged and unmerged exploration find the same orders: tried on programs made up from seeds.

    python tests/check_merging.py                       a hundred new seeds
    python tests/check_merging.py --first 0 --count 20000 --state merging.json

With ``--state`` it goes on where it stopped. It prints each program on which the two differ, made
as small as can be, and then exits with status 1. Programs with more arrival orders than ``RUNS``
are left out; their share is told.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

from small_programs import SmallProgram, shrunk, small_program

from import_asyncio.errors import GuideError
from import_asyncio.explore.explore import Bounds, explore
from import_asyncio.orders import Orders
from import_asyncio.program import Program

RUNS = 200
TURNS = 150


def told(orders: Orders) -> set[tuple[object, ...]]:
    """Return what tells orders apart."""
    return {(order.steps, order.outcome) for order in orders.orders}


def difference(program: SmallProgram) -> set[tuple[object, ...]] | None:
    """Return the orders that only one exploration finds; ``None`` where one is cut short."""
    parsed = Program("generated.py", program.source)
    full = explore(parsed, merging=False, bounds=Bounds(runs=RUNS, turns=TURNS))
    if not full.complete:
        return None
    merged = explore(parsed, bounds=Bounds(turns=TURNS))
    return told(merged) ^ told(full)


def differs(program: SmallProgram) -> bool:
    """Say whether the two explorations differ."""
    try:
        return bool(difference(program))
    except GuideError:
        return False


def main() -> int:
    """Try seed after seed; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--first", type=int, default=time.time_ns() // 1000 % 10**9)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--state", type=Path)
    options = parser.parse_args()
    counts = Counter[str]()
    if options.state and options.state.exists():
        counts.update(json.loads(options.state.read_text()))
    while counts["tried"] < options.count:
        seed = options.first + counts["tried"]
        program = small_program(seed)
        found = difference(program)
        counts["tried"] += 1
        counts["left out"] += found is None
        counts["different"] += bool(found)
        if found:
            print(f"seed {seed}:\n{shrunk(program, differs).source}", flush=True)
        if options.state:
            options.state.write_text(json.dumps(counts))
    print(
        f"seeds from {options.first}: {counts['tried']} programs, {counts['different']} different, "
        f"{counts['left out']} left out with more than {RUNS} runs"
    )
    return int(counts["different"] > 0)


if __name__ == "__main__":
    sys.exit(main())
