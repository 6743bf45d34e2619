"""Compares the small versions that pages build with asyncio's own: `python small_versions.py lock`.

Random programs of arrivals, cancellations, releases and turns run against both, on the stage, from
the same seeds; what each task sees must be the same. Then every order of small programs is tried
with both, without a cancellation and with one at every point; the orders must be the same. Prints
the first difference and exits with 1.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import sys
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from import_asyncio.explore.explore import explore
from import_asyncio.program import parse
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


async def exchange(primitive: Any, rng: random.Random, say: Callable[[str], None]) -> None:
    """Put some items in, or take some out, with turns in between."""
    for item in range(rng.randint(1, 3)):
        if rng.random() < 0.5:
            await primitive.put(item)
            say(f"put {item}")
        else:
            say(f"got {await primitive.get()}")
        for _ in range(rng.randrange(2)):
            await asyncio.sleep(0)


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
    "queue": ("SmallQueue", asyncio.Queue, (), exchange, nothing),
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


CANCELLED = ((), ("Ben",))
PROGRAM = """
import asyncio


async def {first}


async def {second}


async def {third}


async def main():
    primitive = asyncio.{primitive}{arguments}
    async with asyncio.TaskGroup() as group:
        group.create_task(first("Ada", primitive), name="Ada")
        group.create_task(second("Ben", primitive), name="Ben")
        group.create_task(third("Cem", primitive), name="Cem")
    print("all done")


asyncio.run(main())
"""
HOLD = """(name, primitive):
    await primitive.acquire()
    print(name, "is in")
    await asyncio.sleep(1)
    print(name, "is out")
    primitive.release()
"""
PASS = """(name, primitive):
    await asyncio.sleep(1)
    await primitive.acquire()
    print(name, "is in")
    primitive.release()
    await primitive.acquire()
    print(name, "is in again")
    primitive.release()
"""
SURPLUS = """(name, primitive):
    await asyncio.sleep(1)
    primitive.release()
    print(name, "has released")
"""
WAIT = """(name, primitive):
    print(name, "has waited", await primitive.wait())
    await asyncio.sleep(0)
    print(name, "has waited again", await primitive.wait())
"""
SET = """(name, primitive):
    await asyncio.sleep(1)
    primitive.set()
    print(name, "has set")
"""
PULSE = """(name, primitive):
    await asyncio.sleep(1)
    primitive.set()
    primitive.clear()
    print(name, "has set and cleared")
"""
WAIT_INSIDE = """(name, primitive):
    async with primitive:
        await primitive.wait()
        print(name, "has waited")
"""
NOTIFY = """(name, primitive):
    await asyncio.sleep(1)
    async with primitive:
        primitive.notify()
        print(name, "has notified")
"""
NOTIFY_ALL = """(name, primitive):
    async with primitive:
        await asyncio.sleep(1)
        primitive.notify_all()
        print(name, "has notified all")
"""
LATE = """(name, primitive):
    await asyncio.sleep(1)
    print(name, "has waited", await primitive.wait())
"""
GET = """(name, primitive):
    print(name, "has got", await primitive.get())
    print(name, "has got", await primitive.get())
"""
PUT = """(name, primitive):
    for number in range(2):
        await asyncio.sleep(1)
        await primitive.put(name)
        print(name, "has put", number)
"""
PUT_AND_GET = """(name, primitive):
    await asyncio.sleep(1)
    await primitive.put(name)
    print(name, "has got", await primitive.get())
"""
ROLES = {
    "lock": ("()", HOLD, PASS, SURPLUS),
    "event": ("()", WAIT, SET, PULSE),
    "semaphore": ("(1)", HOLD, PASS, SURPLUS),
    "condition": ("()", WAIT_INSIDE, NOTIFY, NOTIFY_ALL),
    "barrier": ("(2)", WAIT, LATE),
    "queue": ("()", GET, PUT, PUT_AND_GET),
}


def small_programs(kind: str) -> Iterator[str]:
    """Yield a program for each choice of what three tasks do with one primitive."""
    arguments, *roles = ROLES[kind]
    for first, second, third in itertools.combinations_with_replacement(roles, 3):
        yield PROGRAM.format(
            primitive=KINDS[kind][1].__name__,
            arguments=arguments,
            first=f"first{first}",
            second=f"second{second}",
            third=f"third{third}",
        )


def orders(source: str, primitive: str, cls: type, cancel: tuple[str, ...]) -> set[Any]:
    """Return every order of a program in which a class is in the place of asyncio's own.

    What a task waits for is left out: of a small version the stage knows only that it waits.
    """
    with patch.object(asyncio, primitive, cls):
        found = explore(parse(source, "program.py"), cancel=cancel)
    assert found.complete, found.why
    return {
        (tuple(replace(step, wait="") for step in order.steps), order.outcome)
        for order in found.orders
    }


def differs_in_orders(kind: str, cls: type) -> str:
    """Say in which program and how many orders a class differs from asyncio's; empty if equal."""
    own = KINDS[kind][1]
    for number, source in enumerate(small_programs(kind)):
        for cancel in CANCELLED:
            both = [orders(source, own.__name__, one, cancel) for one in (own, cls)]
            if both[0] != both[1]:
                only = [len(both[0] - both[1]), len(both[1] - both[0])]
                return (
                    f"program {number}, cancelling {cancel}, differs: {only[0]} orders are only "
                    f"asyncio's, {only[1]} only the small version's{source}"
                )
    return ""


def main(kind: str) -> int:
    """Compare; return the exit status."""
    if difference := differs_in_orders(kind, small(kind)):
        print(difference, file=sys.stderr)
        return 1
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
