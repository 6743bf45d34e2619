"""Compares the small versions that pages build with asyncio's own: `python small_versions.py lock`.

Random programs of arrivals, cancellations, releases and turns run against both, on the stage, from
the same seeds; what each task sees must be the same. Prints the first difference and exits with 1.
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from import_asyncio.run.stage import on_stage

PROGRAMS = 400
MOVES = 40
Visit = Callable[[Any, random.Random, Callable[[str], None]], Awaitable[None]]
Move = Callable[[Any, random.Random], object]


async def hold(primitive: Any, rng: random.Random, say: Callable[[str], None]) -> None:
    """Acquire, stay for some turns, release."""
    say(f"in {await primitive.acquire()}")
    try:
        for _ in range(rng.randrange(3)):
            await asyncio.sleep(0)
    finally:
        say("out")
        primitive.release()


async def wait(primitive: Any, rng: random.Random, say: Callable[[str], None]) -> None:
    """Wait once."""
    say(f"passed {await primitive.wait()}")


async def wait_inside(primitive: Any, rng: random.Random, say: Callable[[str], None]) -> None:
    """Wait once with the lock held, and hold it for some turns more."""
    async with primitive:
        say("in")
        if rng.random() < 0.7:
            say(f"woken {await primitive.wait()}")
        for _ in range(rng.randrange(2)):
            await asyncio.sleep(0)
        if rng.random() < 0.5:
            primitive.notify(rng.randint(1, 3))
            say("notified")
    say("out")


def surplus(primitive: Any, rng: random.Random) -> None:
    """Release without having acquired."""
    if rng.random() < 0.2:
        primitive.release()


def set_or_clear(primitive: Any, rng: random.Random) -> bool:
    """Set or clear, and look."""
    (primitive.set if rng.random() < 0.5 else primitive.clear)()
    return bool(primitive.is_set())


def nothing(primitive: Any, rng: random.Random) -> None:
    """Leave the primitive alone."""


KINDS: dict[str, tuple[str, type, tuple[Any, ...], Visit, Move]] = {
    "lock": ("SmallLock", asyncio.Lock, (), hold, surplus),
    "event": ("SmallEvent", asyncio.Event, (), wait, set_or_clear),
    "semaphore": ("SmallSemaphore", asyncio.Semaphore, (2,), hold, surplus),
    "condition": ("SmallCondition", asyncio.Condition, (), wait_inside, nothing),
    "barrier": ("SmallBarrier", asyncio.Barrier, (3,), wait, nothing),
}


def small(kind: str) -> type:
    """Take the class out of its snippet, without running the snippet's main task."""
    source = (ROOT / "snippets" / kind / "inside.py").read_text("utf-8")
    names: dict[str, Any] = {}
    exec(source.replace("asyncio.run(main())", ""), names)
    found: type = names[KINDS[kind][0]]
    return found


def trace(kind: str, cls: type, seed: int) -> list[str]:
    """Run one random program against one class and return what its tasks saw."""
    _, _, arguments, visit, move = KINDS[kind]
    log: list[str] = []

    async def visitor(number: int, primitive: Any) -> None:
        def say(words: str) -> None:
            log.append(f"{number} {words}")

        try:
            await visit(primitive, random.Random(seed * 1000 + number), say)
        except (asyncio.CancelledError, RuntimeError) as problem:
            say(type(problem).__name__)
            raise

    async def program() -> None:
        primitive, rng = cls(*arguments), random.Random(seed)
        tasks: list[asyncio.Task[None]] = []
        for _ in range(MOVES):
            chance = rng.random()
            if chance < 0.3:
                tasks.append(asyncio.create_task(visitor(len(tasks), primitive)))
            elif chance < 0.5 and tasks:
                number = rng.randrange(len(tasks))
                log.append(f"cancel {number}: {tasks[number].cancel()}")
            elif chance < 0.65:
                try:
                    log.append(f"move: {move(primitive, rng)}")
                except RuntimeError as problem:
                    log.append(f"move: {problem}")
            else:
                await asyncio.sleep(0)
                log.append("turn")
        for _ in range(50):
            await asyncio.sleep(0)
        log.append(" ".join("done" if task.done() else "waits" for task in tasks))
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    with on_stage(__file__):
        asyncio.run(program())
    return log


def main(kind: str) -> int:
    """Compare; return the exit status."""
    for seed in range(PROGRAMS):
        real, own = trace(kind, KINDS[kind][1], seed), trace(kind, small(kind), seed)
        if real != own:
            place = next(
                (n for n, pair in enumerate(zip(real, own, strict=False)) if len(set(pair)) > 1),
                min(len(real), len(own)),
            )
            print(f"program {seed} differs at {place}", file=sys.stderr)
            print(f"asyncio: {real[: place + 3]}\nsmall: {own[: place + 3]}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
