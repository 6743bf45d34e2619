"""What a task waits for, read from its frames and never from the program's text."""

from __future__ import annotations

import asyncio
import gc
import linecache
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import FrameType
from typing import Any

PRIMITIVES: tuple[tuple[type, str], ...] = (
    (asyncio.Lock, "the lock"),
    (asyncio.Event, "the event"),
    (asyncio.Condition, "the condition"),
    (asyncio.BoundedSemaphore, "the semaphore"),
    (asyncio.Semaphore, "the semaphore"),
    (asyncio.Barrier, "the barrier"),
    (asyncio.Queue, "the queue"),
    (asyncio.TaskGroup, "the tasks of its group"),
)


@dataclass(frozen=True)
class Wait:
    """One task that waits: which, at which line of the program, for what."""

    task: str
    line: int
    code: str
    reason: str

    def __str__(self) -> str:
        if not self.line:
            return f"{self.task} waits for {self.reason}"
        return f"{self.task} waits at line {self.line} for {self.reason}: `{self.code}`"


def waiting(tasks: Sequence[asyncio.Task[Any]], filename: str) -> list[Wait]:
    """Describe each task that is not done, in order of creation."""
    names = dict(zip(tasks, labels(tasks), strict=True))
    return [_describe(task, names, filename) for task in tasks if not task.done()]


def labels(tasks: Sequence[asyncio.Task[Any]]) -> list[str]:
    """Name tasks for a reader: the first one ``main``, others by their own name or number."""
    return ["main" if number == 0 else task.get_name() for number, task in enumerate(tasks)]


def _describe(task: asyncio.Task[Any], names: dict[asyncio.Task[Any], str], filename: str) -> Wait:
    chain = list(frames(task.get_coro()))
    mine = [place for place, frame in enumerate(chain) if frame.f_code.co_filename == filename]
    place = mine[-1] if mine else -1
    line = chain[place].f_lineno if mine else 0
    code = linecache.getline(filename, line).strip()
    return Wait(names[task], line, code, reason(task, chain[place + 1 :], names))


def reason(
    task: asyncio.Task[Any],
    below: Sequence[FrameType],
    names: dict[asyncio.Task[Any], str],
) -> str:
    """Say what ``task`` waits for, given the frames below the program's own."""
    for frame in below:
        owner = frame.f_locals.get("self")
        for kind, words in PRIMITIVES:
            if isinstance(owner, kind):
                return words
        if frame.f_code.co_name == "sleep" and "delay" in frame.f_locals:
            return f"sleep {frame.f_locals['delay']:g} s"
        if frame.f_code.co_name == "to_thread":
            return "a thread"
    return awaited(getattr(task, "_fut_waiter", None), names)


def awaited(future: object, names: dict[asyncio.Task[Any], str]) -> str:
    """Say what a future is: a task by its name, several tasks, or a plain future."""
    if isinstance(future, asyncio.Task):
        return names.get(future, future.get_name())
    children = getattr(future, "_children", None)
    if children:
        pending = [awaited(child, names) for child in children if not child.done()]
        return " and ".join(pending)
    return "a future"


def frames(awaitable: object) -> Iterator[FrameType]:
    """Walk from an awaitable to the innermost thing that it awaits, frame by frame."""
    while awaitable is not None:
        for prefix in ("cr", "gi", "ag"):
            frame = getattr(awaitable, f"{prefix}_frame", None)
            if frame is not None:
                yield frame
                inner = "yieldfrom" if prefix == "gi" else "await"
                awaitable = getattr(awaitable, f"{prefix}_{inner}", None)
                break
        else:
            awaitable = _inside(awaitable)


def _inside(awaitable: object) -> object:
    """Return the coroutine or generator that a wrapper of the interpreter drives, if any."""
    if isinstance(awaitable, asyncio.Future):
        return None
    for thing in gc.get_referents(awaitable):
        if any(hasattr(thing, f"{prefix}_frame") for prefix in ("cr", "gi", "ag")):
            return thing
    return None
