"""What a task waits for, read from its frames and never from the program's text."""

from __future__ import annotations

import asyncio
import gc
import inspect
import linecache
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import AsyncGeneratorType, CoroutineType, FrameType, GeneratorType
from typing import Any, NamedTuple

from import_asyncio.labels import numbered, several

LONGEST_HINT = 16
ASYNCIO = str(Path(asyncio.__file__).parent)

PRIMITIVES: tuple[tuple[type, str], ...] = (
    (asyncio.Lock, "lock"),
    (asyncio.Event, "event"),
    (asyncio.Condition, "condition"),
    (asyncio.Semaphore, "semaphore"),
    (asyncio.Barrier, "barrier"),
    (asyncio.Queue, "queue"),
)

SUSPENDS = {
    "sleep": "sleep",
    "__sleep0": "turn",
    "Lock.acquire": "lock",
    "Event.wait": "event",
    "Condition.wait": "condition",
    "Semaphore.acquire": "semaphore",
    "Barrier.wait": "barrier",
    "Queue.get": "queue",
    "Queue.put": "queue",
    "Queue.join": "queue",
    "TaskGroup.__aexit__": "group",
    "TaskGroup._aexit": "group",
    "_wait": "tasks",
    "as_completed.<locals>._wait_for_one": "tasks",
    "_AsCompletedIterator._wait_for_one": "tasks",
    "wait_for": "task",
    "to_thread": "thread",
}
MADE_OF_OTHERS = ("barrier", "queue", "tasks")
ITERATOR_OF_A_FUTURE = "FutureIter"
NameOf = Callable[[asyncio.Task[Any]], str]


@dataclass(frozen=True)
class WaitingTask:
    """One task that waits: which, at which line of the program, for what."""

    task: str
    line: int
    code: str
    reason: str

    def __str__(self) -> str:
        if not self.line:
            return f"{self.task} waits for {self.reason}"
        return f"{self.task} waits at line {self.line} for {self.reason}: `{self.code}`"


class Reason(NamedTuple):
    """What a task waits for.

    ``kind`` is a primitive's (``"lock"``…) or ``"future"``, an answer's (``"sleep"``,
    ``"thread"``), ``"task"``, ``"tasks"``, or ``"turn"`` for ``sleep(0)``. ``words`` say it in
    a sentence, ``label`` in a picture; ``primitive`` is the object itself, and ``tasks`` are
    those that it waits for by name.
    """

    kind: str
    words: str
    label: str
    primitive: object = None
    tasks: tuple[asyncio.Task[Any], ...] = ()


def waiting_tasks(tasks: Sequence[asyncio.Task[Any]], filename: str) -> list[WaitingTask]:
    """Describe each task that is not done, in order of creation."""
    names = dict(zip(tasks, labels(tasks), strict=True))
    return [_describe(task, names, filename) for task in tasks if not task.done()]


def where_tasks_stand(
    tasks: Sequence[asyncio.Task[Any]], stop: BaseException, filename: str
) -> tuple[str, ...]:
    """Say where each task stands, and where the program was in whose step ``stop`` was raised."""
    names = dict(zip(tasks, labels(tasks), strict=True))
    places = []
    struck = "" if tasks else "the module"
    for task in tasks:
        if not task.done():
            places.append(str(_describe(task, names, filename)))
        elif not task.cancelled() and task.exception() is stop:
            struck = names[task]
    line = line_of(stop, filename)
    if struck and line:
        code = linecache.getline(filename, line).strip()
        places.insert(0, f"{struck} is at line {line}: `{code}`")
    return tuple(places)


def line_of(problem: BaseException, filename: str) -> int:
    """Return the innermost line of the program that an exception came through, or 0.

    Of a group of exceptions it is the line of the last one in it.
    """
    for part in reversed(getattr(problem, "exceptions", ())):
        if line := line_of(part, filename):
            return line
    line = 0
    trace = problem.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == filename:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def labels(tasks: Sequence[asyncio.Task[Any]]) -> list[str]:
    """Name tasks, in order of creation, as a reader would.

    The first is ``main``. Others go by the name that the program gave them, else by their hint;
    those that would be called the same are numbered.
    """
    return numbered([called(task, number) for number, task in enumerate(tasks, start=1)])


def called(task: asyncio.Task[Any], number: int) -> str:
    """Return what a reader calls a task, given its number on its loop, from 1."""
    if number == 1:
        return "main"
    given = task.get_name()
    return getattr(task, "hint", "") or given if given == f"Task-{number}" else given


def hint(coro: object) -> str:
    """Return what a reader may call the task of a fresh coroutine by.

    That is its first argument if it is a short text, as in ``guest("Ann", door)``, else the
    name of the coroutine function.
    """
    frame = getattr(coro, "cr_frame", None)
    if frame is None:
        return ""
    code = frame.f_code
    values = local_values(frame)
    for name in code.co_varnames[: code.co_argcount]:
        value = values.get(name)
        if isinstance(value, str) and 0 < len(value) <= LONGEST_HINT and value.isprintable():
            return value
    return str(code.co_name)


def _describe(
    task: asyncio.Task[Any], names: dict[asyncio.Task[Any], str], filename: str
) -> WaitingTask:
    line, below = stands(task, filename)
    code = linecache.getline(filename, line).strip()
    words = reason(task, below, lambda other: names.get(other, other.get_name())).words
    return WaitingTask(names[task], line, code, words)


def stands(task: asyncio.Task[Any], filename: str) -> tuple[int, list[FrameType]]:
    """Return the line of the program at which a task is suspended, and the frames below it.

    The line is 0 where no frame of the task is the program's own.
    """
    line = 0
    below: list[FrameType] = []
    for frame in frames(task.get_coro()):
        if frame.f_code.co_filename == filename:
            line = frame.f_lineno
            below.clear()
        else:
            below.append(frame)
    return line, below


def kind_of_wait(functions: Iterable[str]) -> str:
    """Return what functions of asyncio wait for, one inside the other, outermost first.

    That is a kind of ``Reason``, ``"group"`` for the tasks of a group, or empty where they await
    something else. The innermost says it, but for what is made of others.
    """
    kind = ""
    for name in functions:
        if kind not in MADE_OF_OTHERS:
            kind = SUSPENDS.get(name, kind)
    return kind


def reason(task: asyncio.Task[Any], below: Sequence[FrameType], name_of: NameOf) -> Reason:
    """Say what ``task`` waits for, given the frames below the program's own."""
    below = [frame for frame in below if frame.f_code.co_filename.startswith(ASYNCIO)]
    kind = kind_of_wait(frame.f_code.co_qualname for frame in below)
    match kind:
        case "turn":
            return Reason("turn", "its next turn", "lets others run")
        case "sleep":
            words = f"sleep {_local(below, 'delay'):g} s"
            return Reason("sleep", words, words)
        case "thread":
            return Reason("thread", "a thread", "thread")
        case "group":
            return Reason("tasks", "the tasks of its group", "its tasks")
        case "tasks" if (futures := _local(below, "fs")) is not None:
            return _several(sorted(futures, key=_number), name_of)
        case "tasks":
            return Reason("tasks", "the next of several tasks", "next task")
        case "task" if isinstance(future := _local(below, "fut"), asyncio.Future):
            return awaited(future, name_of)
        case "" | "task":
            return awaited(getattr(task, "_fut_waiter", None), name_of)
    owners = (local_values(frame).get("self") for frame in below)
    owner = next(owner for owner in owners if kind_of(owner) == kind)
    return Reason(kind, f"the {kind}", kind, owner)


def _local(below: Sequence[FrameType], name: str) -> Any:
    """Return the outermost local variable of that name, or ``None`` where there is none."""
    found = (local_values(frame) for frame in below)
    return next((values[name] for values in found if name in values), None)


def kind_of(owner: object) -> str:
    """Return the word for a primitive, or an empty one for what is none."""
    return next((word for kind, word in PRIMITIVES if isinstance(owner, kind)), "")


def _number(future: asyncio.Future[Any]) -> int:
    return getattr(future, "serial", 0)


def awaited(future: object, name_of: NameOf) -> Reason:
    """Say what a future is: a task by its name, several tasks, a thread's, or a plain one."""
    if isinstance(future, asyncio.Task):
        return Reason("task", name_of(future), name_of(future), tasks=(future,))
    if children := getattr(future, "_children", None):
        return _several(children, name_of)
    for callback in getattr(future, "_callbacks", None) or ():
        match getattr(callback[0], "__qualname__", ""):
            case "_chain_future.<locals>._call_check_cancel":
                return Reason("thread", "a thread", "thread")
            case "shield.<locals>._outer_done_callback":
                inner = inspect.getclosurevars(callback[0]).nonlocals.get("inner")
                return awaited(inner, name_of)
    return Reason("future", "a future", "future")


def _several(futures: Iterable[asyncio.Future[Any]], name_of: NameOf) -> Reason:
    pending = [awaited(future, name_of) for future in futures if not future.done()]
    names = [reason.words for reason in pending]
    tasks = tuple(task for reason in pending for task in reason.tasks)
    return Reason("tasks", " and ".join(names), several(names), tasks=tasks)


def local_values(frame: FrameType) -> dict[str, Any]:
    """Return a frame's local variables, and leave no second reference to them behind."""
    seen = frame.f_locals
    values = dict(seen)
    if isinstance(seen, dict) and frame.f_code.co_flags & inspect.CO_OPTIMIZED:
        seen.clear()
    return values


def frames(awaitable: object) -> Iterator[FrameType]:
    """Walk from an awaitable to the innermost thing that it awaits, frame by frame."""
    while awaitable is not None:
        frame: FrameType | None
        if isinstance(awaitable, CoroutineType):
            frame, awaitable = awaitable.cr_frame, awaitable.cr_await
        elif isinstance(awaitable, GeneratorType):
            frame, awaitable = awaitable.gi_frame, awaitable.gi_yieldfrom
        elif isinstance(awaitable, AsyncGeneratorType):
            frame, awaitable = awaitable.ag_frame, awaitable.ag_await
        else:
            frame, awaitable = None, _inside(awaitable)
        if frame is not None:
            yield frame


def _inside(awaitable: object) -> object:
    """Return the coroutine or generator that a wrapper of the interpreter drives, if any."""
    if type(awaitable).__name__ == ITERATOR_OF_A_FUTURE or isinstance(awaitable, asyncio.Future):
        return None
    driven = (CoroutineType, GeneratorType, AsyncGeneratorType)
    return next((one for one in gc.get_referents(awaitable) if isinstance(one, driven)), None)
