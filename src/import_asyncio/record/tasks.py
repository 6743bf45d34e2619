"""The tasks of a program, and what is known of each between its steps."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from import_asyncio.record.draft import Draft
from import_asyncio.recording import Task
from import_asyncio.run.frames import local_values
from import_asyncio.run.internals import failure_of
from import_asyncio.run.task_names import called

PLAIN = (str, int, float, bool, type(None))
LONGEST_VALUE = 16
HOUSEKEEPING = ("shutdown_asyncgens", "shutdown_default_executor")


@dataclass(slots=True)
class Watched:
    """What is known of a task between its steps: all by index, ``None`` where there is nothing.

    ``number`` is the task's own, ``line`` the one at which it stands, or begins, ``wait`` the wait
    that it is in, and ``asked`` the cancellation that is on its way. A task that was made ready
    while it still ran is ``awake``, by the step ``awake_by``.
    """

    number: int
    line: int
    wait: int | None = None
    asked: int | None = None
    awake: bool = False
    awake_by: int | None = None


class Tasks:
    """Numbers the tasks of a program, and leaves out those of the loop itself.

    What is known of a task stands in the task, so that asyncio finds it lost when it would.
    """

    def __init__(self, draft: Draft, filename: str) -> None:
        self._draft = draft
        self._filename = filename
        self._coming = ""
        self._main_of_loop = True

    def loop_starts(self) -> None:
        """Expect the main task of a new loop."""
        self._main_of_loop = True

    def comes(self, coro: object) -> None:
        """Remember the call of what is about to become a task."""
        self._coming = call_of(coro)

    def of(self, task: asyncio.Task[Any], born: int | None) -> Watched | None:
        """Return what is known of a task, new in the step ``born`` or not.

        It is ``None`` for one of the loop's own.
        """
        if hasattr(task, "watched"):
            known: Watched | None = task.watched
            return known
        call = self._coming or call_of(task.get_coro())
        watched = None
        if self._main_of_loop or not any(name in call for name in HOUSEKEEPING):
            number = self._born(task, call, born)
            watched = Watched(number, first_line(task, self._filename))
            self._coming = ""
        _keep(task, watched)
        return watched

    def renamed(self, task: asyncio.Task[Any], watched: Watched) -> None:
        """Note the name that a task has now."""
        entry = self._draft.tasks[watched.number]
        entry.name, entry.label = task.get_name(), called(task)

    def ends(self, task: asyncio.Task[Any], watched: Watched, step: int) -> None:
        """Note how a task ended."""
        self._draft.tasks[watched.number].end = _end_of(task)
        self._draft.ends(step, watched.number)
        watched.asked = None

    def _born(self, task: asyncio.Task[Any], call: str, born: int | None) -> int:
        number = len(self._draft.tasks)
        parent = None if born is None else self._draft.steps[born].task
        self._main_of_loop = False
        if born is not None:
            self._draft.did(born, "starts", number)
        self._draft.tasks.append(Task(task.get_name(), called(task), call, parent, born))
        return number


def _keep(task: Any, watched: Watched | None) -> None:
    task.watched = watched


def _end_of(task: asyncio.Task[Any]) -> str:
    if task.cancelled():
        return "cancelled"
    problem = failure_of(task)
    return "done" if problem is None else type(problem).__name__


def first_line(task: asyncio.Task[Any], filename: str) -> int:
    """Return the line of the program at which a task starts, or 0."""
    code = getattr(task.get_coro(), "cr_code", None)
    return code.co_firstlineno if code is not None and code.co_filename == filename else 0


def call_of(coro: object) -> str:
    """Return the call that made a coroutine, with those arguments that are plain values."""
    name = getattr(coro, "__qualname__", type(coro).__name__).rpartition("<locals>.")[2]
    frame = getattr(coro, "cr_frame", None)
    if frame is None:
        return f"{name}()"
    code = frame.f_code
    values = local_values(frame)
    given = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    shown = [repr(values.get(key)) for key in given if type(values.get(key)) in PLAIN]
    shown = [words for words in shown if len(words) <= LONGEST_VALUE]
    if len(shown) < len([key for key in given if key != "self"]):
        shown.append("…")
    return f"{name}({', '.join(shown)})"
