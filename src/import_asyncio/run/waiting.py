"""What a task waits for, read from its frames and never from the program's text."""

from __future__ import annotations

import asyncio
import linecache
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from import_asyncio.labels import several
from import_asyncio.run import internals
from import_asyncio.run.frames import local_values, stands
from import_asyncio.run.task_names import labels

ASYNCIO = str(Path(asyncio.__file__).parent)

PRIMITIVES: tuple[tuple[type, str], ...] = (
    (asyncio.Lock, "lock"),
    (asyncio.Event, "event"),
    (asyncio.Condition, "condition"),
    (asyncio.Semaphore, "semaphore"),
    (asyncio.Barrier, "barrier"),
    (asyncio.Queue, "queue"),
)

MADE_OF_OTHERS = ("barrier", "queue", "tasks")
NameOf = Callable[[asyncio.Task[Any]], str]


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


def where_tasks_wait(tasks: Sequence[asyncio.Task[Any]], filename: str) -> list[str]:
    """Say of each task that is not done where and for what it waits, in order of creation."""
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
            places.append(_describe(task, names, filename))
        elif not task.cancelled() and task.exception() is stop:
            struck = names[task]
    line = line_of(stop, filename)
    if struck and line:
        code = linecache.getline(filename, line).strip()
        places.insert(0, f"{struck} is at line {line}: `{code}`")
    return tuple(places)


def line_of(problem: BaseException, filename: str) -> int:
    """Return the innermost line of the program that an exception came through, or 0.

    Of a group it is the line of the last exception in it, of a syntax error the line that is
    wrong: the last line that a traceback names.
    """
    for part in reversed(getattr(problem, "exceptions", ())):
        if line := line_of(part, filename):
            return line
    if isinstance(problem, SyntaxError) and problem.filename == filename:
        return problem.lineno or 0
    line = 0
    trace = problem.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == filename:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _describe(task: asyncio.Task[Any], names: dict[asyncio.Task[Any], str], filename: str) -> str:
    line, below = stands(task, filename)
    what = reason(task, below, lambda other: names.get(other, other.get_name())).words
    if not line:
        return f"{names[task]} waits for {what}"
    code = linecache.getline(filename, line).strip()
    return f"{names[task]} waits at line {line} for {what}: `{code}`"


def kind_of_wait(functions: Iterable[str]) -> str:
    """Return what functions of asyncio wait for, one inside the other, outermost first.

    That is a kind of ``Reason``, ``"group"`` for the tasks of a group, or empty where they await
    something else. The innermost says it, but for what is made of others.
    """
    kind = ""
    for name in functions:
        if kind not in MADE_OF_OTHERS:
            kind = internals.SUSPENDING.get(name, kind)
    return kind


def reason(task: asyncio.Task[Any], below: Sequence[FrameType], name_of: NameOf) -> Reason:
    """Say what ``task`` waits for, given the frames below the program's own."""
    below = [frame for frame in below if frame.f_code.co_filename.startswith(ASYNCIO)]
    kind = kind_of_wait(frame.f_code.co_qualname for frame in below)
    match kind:
        case "turn":
            return Reason("turn", "its next turn", "lets others run")
        case "sleep":
            words = f"sleep {_local(below, internals.DELAY):g} s"
            return Reason("sleep", words, words)
        case "thread":
            return Reason("thread", "a thread", "thread")
        case "group":
            return Reason("tasks", "the tasks of its group", "its tasks")
        case "tasks" if (futures := _local(below, internals.AWAITED)) is not None:
            return _several(sorted(futures, key=_number), name_of)
        case "tasks":
            return Reason("tasks", "the next of several tasks", "next task")
        case "task" if isinstance(future := _local(below, internals.LIMITED), asyncio.Future):
            return awaited(future, name_of)
        case "" | "task":
            return awaited(internals.awaited_future(task), name_of)
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
    if children := internals.gathered_by(future):
        return _several(children, name_of)
    for callback in internals.callbacks_of(future):
        if internals.is_end_of_chain(callback):
            return Reason("thread", "a thread", "thread")
        if (inner := internals.shielded_by(callback)) is not None:
            return awaited(inner, name_of)
    return Reason("future", "a future", "future")


def _several(futures: Iterable[asyncio.Future[Any]], name_of: NameOf) -> Reason:
    pending = [awaited(future, name_of) for future in futures if not future.done()]
    names = [reason.words for reason in pending]
    tasks = tuple(task for reason in pending for task in reason.tasks)
    words, label = " and ".join(names), several(names)
    return Reason("tasks", words or "tasks that are done", label or "tasks", tasks=tasks)
