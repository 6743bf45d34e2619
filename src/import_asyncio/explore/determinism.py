"""Orders again in other processes, in which sets of texts have another order.

Within one process a set has the same order in each run; the next process hashes differently. One of
them goes through the program's own sets of tasks backwards.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path

from import_asyncio.errors import GuideError
from import_asyncio.explore.replay import order_at
from import_asyncio.explore.trace import difference
from import_asyncio.orders import Order, Orders, OrderStep
from import_asyncio.program import read
from import_asyncio.run.loop import StageTask

SEEDS = ("1", "2", "3")
SOURCES = Path(__file__).parents[2]


def check_in_other_processes(orders: Orders, arguments: Sequence[str] = ()) -> None:
    """Run one order of each outcome in other processes; ``orders.filename`` is the program's.

    Raises ``GuideError`` where one takes other steps. Where ``PYTHONHASHSEED`` is set, the reader
    has chosen one order of sets, and nothing is checked.
    """
    if "PYTHONHASHSEED" in os.environ:
        return
    chosen = [orders.simplest(outcome) for outcome in orders.outcomes]
    asked = json.dumps([order.address for order in chosen])
    processes = [_start(seed, [orders.filename, *arguments]) for seed in SEEDS]
    answers = [process.communicate(asked) for process in processes]
    for process, (answer, problem) in zip(processes, answers, strict=True):
        if process.returncode:
            raise GuideError(f"{orders.filename}: in another process it fails: {problem.strip()}")
        for order, again in zip(chosen, json.loads(answer), strict=True):
            before = _steps(order)
            if before != (steps := tuple(OrderStep.from_data(step) for step in again)):
                raise GuideError(
                    f"{orders.filename}: {difference(before, steps)}. The second was in another "
                    "process: take away what depends on the order of a set, also of a set of "
                    "tasks, or on ids, or set PYTHONHASHSEED"
                )


def _start(seed: str, command: Sequence[str]) -> subprocess.Popen[str]:
    path = os.pathsep.join(filter(None, [str(SOURCES), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, "-m", "import_asyncio.explore.determinism", seed, *command],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def _steps(order: Order) -> tuple[OrderStep, ...]:
    return (*order.steps, OrderStep(order.outcome, "", 0))


def _go_backwards_through_sets_of_tasks() -> None:
    def backwards(task: StageTask) -> int:
        return -task.serial

    StageTask.__hash__ = backwards  # type: ignore[assignment,method-assign]


def main() -> int:
    """Read addresses as JSON, run the program of the command line, print its steps as JSON.

    What the program itself writes to standard output goes nowhere.
    """
    seed, filename, *arguments = sys.argv[1:]
    program = read(Path(filename), arguments)
    if seed == SEEDS[-1]:
        _go_backwards_through_sets_of_tasks()
    stdout = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        orders = [order_at(program, address) for address in json.load(sys.stdin)]
    except GuideError as problem:
        print(problem, file=sys.stderr)
        return 1
    with open(stdout, "w", encoding="utf-8") as answer:
        json.dump([list(map(astuple, _steps(order))) for order in orders], answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
