"""How fast orders are found: the whole table, and one program against others, in one run.

    python tests/benchmarks/bench_orders.py

detangle and simloom are measured if they are installed (in a virtual environment of their own).
They permute what asyncio promises, or let timers be late, so they try other runs than the
stage. All count the distinct sequences of (task, what it printed) that they have seen.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import importlib.util
import io
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src"))

from import_asyncio.explore.explore import Bounds, explore
from import_asyncio.program import Program, read

PROGRAMS = ROOT / "tests" / "programs" / "orders"
COMPARED = ("lost_update", "lost_update_three")
MOST_RUNS = 5_000
Found = tuple[int, int, bool]


class Told(io.StringIO):
    """Output that remembers which task printed what."""

    def __init__(self) -> None:
        super().__init__()
        self.story: list[tuple[str, str]] = []

    def write(self, text: str) -> int:
        task = asyncio.current_task()
        self.story.append(("" if task is None else task.get_name(), text))
        return len(text)


def main_of(
    program: Program, seen: set[tuple[Any, ...]]
) -> Callable[[], Coroutine[Any, Any, None]]:
    """Return a coroutine function that runs the program's ``main`` anew, and adds its story."""

    async def main() -> None:
        mains: list[Coroutine[Any, Any, None]] = []
        stock = asyncio.run
        asyncio.run = mains.append  # type: ignore[assignment]
        try:
            exec(program.code, {"__name__": "__main__"})
        finally:
            asyncio.run = stock
        told = Told()
        with contextlib.redirect_stdout(told):
            await mains[0]
        seen.add(tuple(told.story))

    return main


def stage(program: Program) -> Found:
    found = explore(program)
    return len(found.orders), found.runs, found.complete


def plain_replay(program: Program) -> Found:
    found = explore(program, merging=False, bounds=Bounds(runs=MOST_RUNS, seconds=600))
    return len(found.orders), found.runs, found.complete


def detangle(program: Program) -> Found:
    tool = importlib.import_module("detangle")
    strategies = importlib.import_module("detangle.strategies")
    seen: set[tuple[Any, ...]] = set()
    stats = tool.explore(
        main_of(program, seen),
        runs=MOST_RUNS,
        strategy=strategies.DFS(max_delays=1000),
        reorder=False,
        timer_jitter=10.0,
        seed_random=False,
        database=False,
    )
    return len(seen), stats.runs, stats.exhausted


def simloom(program: Program) -> Found:
    tool = importlib.import_module("simloom._systematic")
    seen: set[tuple[Any, ...]] = set()
    result = tool.explore_systematic(
        main_of(program, seen), max_delays=1000, max_schedules=MOST_RUNS
    )
    return len(seen), result.schedules, result.exhaustive


def installed(names: tuple[str, ...]) -> Iterator[Callable[[Program], Found]]:
    for name in names:
        if importlib.util.find_spec(name) is None:
            print(f"{name} is not installed: left out")
        else:
            yield globals()[name]


def table() -> None:
    """Explore every program of the table, and time it on the processor."""
    total = 0.0
    orders = 0
    for path in sorted(PROGRAMS.glob("*.py")):
        begin = time.process_time()
        found = explore(read(path))
        took = time.process_time() - begin
        if path.stem != "semaphore_four":
            total += took
            orders += len(found.orders)
        else:
            print(f"{path.stem}: {len(found.orders)} orders in {found.runs} runs, {took:.2f} s")
    print(f"the rest of the table: {orders} orders, {total:.2f} s")


def main() -> None:
    table()
    tools = [stage, plain_replay, *installed(("detangle", "simloom"))]
    for name in COMPARED:
        program = read(PROGRAMS / f"{name}.py")
        print(f"\n{name:26} orders    runs       s  orders/s  times slower")
        best = 0.0
        for tool in tools:
            begin = time.process_time()
            orders, runs, all_of_them = tool(program)
            took = time.process_time() - begin
            speed = orders / took
            best = best or speed
            more = "" if all_of_them else f"  (not done after {runs} runs)"
            print(
                f"  {tool.__name__:22} {orders:8} {runs:7} {took:7.2f} {speed:9.0f} "
                f"{best / speed:13.1f}{more}"
            )


if __name__ == "__main__":
    main()
