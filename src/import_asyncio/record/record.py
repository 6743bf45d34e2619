"""Runs a program on the stage and returns its recording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from import_asyncio.labels import numbered, several
from import_asyncio.program import Program
from import_asyncio.record.holds import told
from import_asyncio.record.loop import WatchedLoop
from import_asyncio.record.recorder import Watcher
from import_asyncio.recording import Primitive, Recording
from import_asyncio.run.limits import Limits, Output
from import_asyncio.run.loop import World
from import_asyncio.run.runner import Run, run


class Heard(Output):
    """Standard output that a watcher hears."""

    def __init__(self, most: int, watcher: Watcher, emit: Callable[[str], object]) -> None:
        super().__init__(most)
        self._watcher = watcher
        self._emit = emit

    def write(self, text: str) -> int:
        """Write, and let the watcher hear."""
        count = super().write(text)
        self._watcher.printed(text)
        self._emit(text)
        return count


def record(
    program: Program, *, world: World | None = None, limits: Limits | None = None
) -> Recording:
    """Run a program as ``runner.run`` does, and return what it did.

    Raises ``LimitReached`` and ``Refused`` as ``runner.run`` does.
    """
    return watch(program, world=world, limits=limits)[1]


def watch(
    program: Program,
    *,
    world: World | None = None,
    limits: Limits | None = None,
    emit: Callable[[str], object] = lambda text: None,
) -> tuple[Run, Recording]:
    """Run a program and return its run, the same as from ``runner.run``, with its recording.

    ``emit`` is called with each piece of text as it is printed.
    """
    limits = limits or Limits()
    watcher = Watcher(program)
    with told(watcher.changed):
        seen = run(
            program,
            world=world,
            limits=limits,
            make_loop=partial(WatchedLoop, watcher=watcher),
            stdout=Heard(limits.characters, watcher, emit),
        )
    watcher.stop()
    return seen, _recording(program, seen, watcher)


def _recording(program: Program, seen: Run, watcher: Watcher) -> Recording:
    used = [wait.primitive for wait in watcher.waits] + [hold.primitive for hold in watcher.holds]
    kept = sorted({index for index in used if index is not None})
    place = {index: number for number, index in enumerate(kept)}
    names = [task.label for task in watcher.tasks]
    primitives = _labelled([watcher.primitives[index] for index in kept])
    for wait in watcher.waits:
        if wait.primitive is not None:
            wait.primitive = place[wait.primitive]
            wait.label = primitives[wait.primitive].label
    for task, label in zip(watcher.tasks, numbered(names), strict=True):
        task.label = label
    for wait in watcher.waits:
        if wait.tasks:
            wait.label = several([watcher.tasks[task].label for task in wait.tasks])
    for hold in watcher.holds:
        hold.primitive = place[hold.primitive]
    return Recording(
        program=Path(program.filename).name,
        ending=seen.ending,
        transcript=seen.transcript,
        seconds=seen.seconds,
        tasks=tuple(watcher.tasks),
        primitives=tuple(primitives),
        steps=tuple(watcher.steps),
        waits=tuple(watcher.waits),
        prints=tuple(watcher.prints),
        cancellations=tuple(watcher.cancellations),
        holds=tuple(watcher.holds),
        acts=tuple(watcher.acts),
    )


def _labelled(primitives: list[Primitive]) -> list[Primitive]:
    """Tell primitives of one kind apart, by the program's own names for them or by number."""
    kinds = Counter(primitive.kind for primitive in primitives)
    named = Counter((primitive.kind, primitive.label) for primitive in primitives)
    result = []
    numbers: Counter[str] = Counter()
    for primitive in primitives:
        kind, name = primitive.kind, primitive.label
        numbers[kind] += 1
        if kinds[kind] == 1:
            label = kind
        elif name and named[kind, name] == 1:
            label = f"{kind} {name}"
        else:
            label = f"{kind} {numbers[kind]}"
        result.append(Primitive(kind, label))
    return result
