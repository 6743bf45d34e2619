"""Small programs, made up from a seed: a few tasks that share a few primitives.

The same seed always makes the same program. A program is a tree of parts, so that it can be made
smaller part by part while it still shows what is looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random

HEADER = """
import asyncio

tasks = []
seen = []


def note(word):
    seen.append(word)


async def main():
    lock = asyncio.Lock()
    semaphore = asyncio.Semaphore(1)
    event = asyncio.Event()
    condition = asyncio.Condition()
    queue = asyncio.Queue(1)
    barrier = asyncio.Barrier(2)
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    async def ask(word):
        await asyncio.sleep(1)
        note(word)

    async def fail(word):
        await asyncio.sleep(1)
        raise KeyError(word)

    def cancel(number):
        if number < len(tasks):
            tasks[number].cancel()

    def settle():
        if not future.done():
            future.set_result(1)

    async def notify(number):
        async with condition:
            condition.notify(number)

    async def wait():
        async with condition:
            await condition.wait()

"""
STATEMENTS = [
    *["await asyncio.sleep(1)"] * 6,
    "await asyncio.sleep(0)",
    "event.set()",
    "event.clear()",
    "await event.wait()",
    "await queue.put(1)",
    "await queue.get()",
    "await barrier.wait()",
    "await barrier.abort()",
    "await notify(1)",
    "await notify(2)",
    "await wait()",
    "settle()",
    "await asyncio.shield(future)",
    "cancel(0)",
    "cancel(1)",
    "asyncio.current_task().cancel()",
    "loop.call_later(1, note, 'late')",
    "loop.call_later(2, event.set)",
    "loop.call_later(0, note, 'due')",
    "loop.call_at(loop.time() + 1, print, 'struck')",
    "loop.call_soon(note, 'soon')",
    "future.add_done_callback(lambda _: note('settled'))",
    "print(loop.time())",
    "print('late' if loop.time() >= 2 else 'early')",
    "print(len(seen))",
    "print(*seen)",
    "note(NAME)",
    "raise KeyError(1)",
    "return",
    "asyncio.create_task(ask('left'))",
    "tasks.append(asyncio.create_task(ask('late task')))",
    "await asyncio.gather(asyncio.sleep(1), asyncio.sleep(1))",
    "await asyncio.gather(ask('x'), ask('y'))",
    "await asyncio.gather(ask('x'), fail('y'))",
    "await asyncio.gather(ask('x'), fail('y'), return_exceptions=True)",
    "await asyncio.wait([asyncio.ensure_future(asyncio.sleep(1))], timeout=2)",
    "await asyncio.wait([asyncio.ensure_future(ask(n)) for n in '12'])",
    "await asyncio.wait_for(event.wait(), 1)",
    "await asyncio.wait_for(ask('w'), 2)",
    "await asyncio.shield(asyncio.sleep(1))",
]
AROUND = [
    ("async with lock:", ()),
    ("async with semaphore:", ()),
    ("async with condition:", ()),
    ("async with asyncio.timeout(1):", ()),
    ("async with asyncio.timeout(2):", ()),
    ("async with asyncio.timeout_at(loop.time() + 1):", ()),
    ("async with asyncio.TaskGroup() as group:", ()),
    ("async with asyncio.TaskGroup() as group:\ngroup.create_task(ask('child'))", ()),
    ("async with asyncio.TaskGroup() as group:\ngroup.create_task(fail('child'))", ()),
    ("try:", ("finally:", "print('left')")),
    ("try:", ("except asyncio.CancelledError:", "print('struck')")),
    ("try:", ("except TimeoutError:", "print('late')")),
    ("try:", ("except Exception as problem:", "print(type(problem).__name__)")),
]
ENDS = [
    "await asyncio.gather(*tasks)",
    "await asyncio.gather(*tasks, return_exceptions=True)",
    "await asyncio.wait(tasks)",
    "await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)",
    "await asyncio.sleep(1)",
    "await asyncio.sleep(0)",
]
SIZES = [(2, 2), (3, 1), (1, 1, 1), (2, 1, 1)]


@dataclass(frozen=True)
class Part:
    """A statement, what stands inside of it, and the clause that follows."""

    head: str
    inside: tuple[Part, ...] = ()
    clause: tuple[str, ...] = ()
    is_block: bool = False

    def lines(self, indent: str) -> Iterator[str]:
        """Yield its lines of Python."""
        head, *first = self.head.split("\n")
        yield indent + head
        if self.is_block:
            yield from (f"{indent}    {line}" for line in first)
            yield from _lines(self.inside, f"{indent}    ")
            for line, further in zip(self.clause, ("", "    "), strict=False):
                yield indent + further + line

    def smaller(self) -> Iterator[tuple[Part, ...]]:
        """Yield what may stand in its place."""
        yield ()
        yield self.inside
        yield from ((replace(self, inside=inside),) for inside in _smaller(self.inside))


@dataclass(frozen=True)
class SmallProgram:
    """A program: the body of each task, how main begins them, and what it does then."""

    bodies: tuple[tuple[Part, ...], ...]
    in_group: bool
    rest: tuple[Part, ...]

    @property
    def source(self) -> str:
        """The program in Python."""
        lines = [HEADER]
        names = "ABC"[: len(self.bodies)]
        for name, body in zip(names, self.bodies, strict=True):
            lines.append(f"    async def {name}():")
            lines += (line.replace("NAME", repr(name)) for line in _lines(body, " " * 8))
            lines += ["        print('done')", ""]
        indent, make = " " * 4, "asyncio.create_task"
        if self.in_group:
            lines.append("    async with asyncio.TaskGroup() as everybody:")
            indent, make = " " * 8, "everybody.create_task"
        lines += (f"{indent}tasks.append({make}({name}(), name='{name}'))" for name in names)
        lines += (line.replace("NAME", "'main'") for line in _lines(self.rest, indent))
        lines += ["    print(*seen)", "", "", "asyncio.run(main())", ""]
        return "\n".join(lines)

    def smaller(self) -> Iterator[SmallProgram]:
        """Yield programs with one part less."""
        for number, body in enumerate(self.bodies):
            others = self.bodies[:number], self.bodies[number + 1 :]
            yield replace(self, bodies=(*others[0], *others[1]))
            for part in _smaller(body):
                yield replace(self, bodies=(*others[0], part, *others[1]))
        for rest in _smaller(self.rest):
            yield replace(self, rest=rest)


def _lines(parts: tuple[Part, ...], indent: str) -> Iterator[str]:
    for part in parts:
        yield from part.lines(indent)
    if not parts:
        yield f"{indent}pass"


def _smaller(parts: tuple[Part, ...]) -> Iterator[tuple[Part, ...]]:
    for number, part in enumerate(parts):
        for instead in part.smaller():
            yield (*parts[:number], *instead, *parts[number + 1 :])


def small_program(seed: int) -> SmallProgram:
    """Make up a program with two or three tasks."""
    random = Random(seed)
    bodies = tuple(_body(random, most) for most in random.choice(SIZES))
    in_group = random.random() < 0.4
    rest = _body(random, 1) if random.random() < 0.3 else ()
    if not in_group:
        rest = (*rest, Part(random.choice(ENDS)))
    return SmallProgram(bodies, in_group, rest)


def _body(random: Random, most: int) -> tuple[Part, ...]:
    return tuple(_part(random, 2) for _ in range(random.randint(1, most)))


def _part(random: Random, depth: int) -> Part:
    if depth and random.random() < 0.3:
        head, clause = random.choice(AROUND)
        inside = tuple(_part(random, depth - 1) for _ in range(random.randint(1, 2)))
        return Part(head, inside, clause, is_block=True)
    return Part(random.choice(STATEMENTS))


def shrunk(program: SmallProgram, shows: Callable[[SmallProgram], bool]) -> SmallProgram:
    """Return a program as small as can be that still ``shows`` what this one does."""
    while True:
        found = next((one for one in program.smaller() if shows(one)), None)
        if found is None:
            return program
        program = found
