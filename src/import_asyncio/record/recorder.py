"""Watches a run from outside the program, and changes nothing that it does or prints.

asyncio's queue of ready callbacks is one that tells what enters and what leaves it: what
leaves is the next step, and what enters was made ready by the step that runs. Between two
steps, the frames of the suspended task say what it waits for.
"""

from __future__ import annotations

import asyncio
import sys
from types import FunctionType
from typing import Any

from import_asyncio.program import Program
from import_asyncio.record.cancellations import Cancellations
from import_asyncio.record.changes import NEW
from import_asyncio.record.draft import Draft
from import_asyncio.record.holds import Holds
from import_asyncio.record.primitives import Primitives
from import_asyncio.record.prints import Prints
from import_asyncio.record.steps import Steps
from import_asyncio.record.tasks import Tasks
from import_asyncio.record.values_after_steps import ValuesAfterSteps
from import_asyncio.record.wake_ups import WakeUps
from import_asyncio.run.frames import in_program
from import_asyncio.run.internals import brings_a_result, callback_of, task_of_step
from import_asyncio.run.loop import StageLoop
from import_asyncio.run.values import Values


class Recorder:
    """Hears what a ``RecordingLoop`` does, and tells those who note it in ``draft``.

    It refers to loops, tasks and primitives weakly, so that asyncio finds them lost when it would.
    After each step it reads ``values``.
    """

    def __init__(self, program: Program, values: Values) -> None:
        filename = program.filename
        self.draft = Draft()
        self.over = False
        self._filename = filename
        self._tasks = Tasks(self.draft, filename)
        self._prints = Prints(self.draft)
        self._primitives = Primitives(self.draft, program)
        self._wake_ups = WakeUps(self.draft, self._primitives, filename)
        self._cancellations = Cancellations(self.draft, filename)
        self._steps = Steps(
            self.draft,
            self._tasks,
            self._prints,
            self._wake_ups,
            self._cancellations,
            ValuesAfterSteps(self.draft, values),
        )
        self._holds = Holds(self.draft, self._primitives, self._wake_ups, self._steps)

    def loop_starts(self, loop: StageLoop) -> None:
        """Begin the turns and the tasks of a new loop."""
        self.idle()
        self._steps.loop_starts(loop)
        self._tasks.loop_starts()

    def turn(self, number: int) -> None:
        """Begin a turn, with the number that its loop gives it."""
        self.idle()
        self._steps.moment.turn_starts(number)

    def idle(self) -> None:
        """End what runs."""
        self._steps.idle()

    def made_ready(self, handle: asyncio.Handle) -> None:
        """Note who made a callback ready."""
        if self.over:
            return
        cause = None
        if self._steps.in_thread():
            if not brings_a_result(handle):
                cause = self._steps.outside(self._line())
        elif not isinstance(handle, asyncio.TimerHandle):
            cause = self._steps.origin()
        self._wake_ups.made_ready(handle, cause)
        task = task_of_step(callback_of(handle))
        watched = None if task is None else self._steps.of(task)
        if watched is not None:
            self._wake_ups.wake(watched, cause, by_end=self._steps.task_is_done())

    def runs(self, handle: asyncio.Handle) -> None:
        """Note that a callback is about to run."""
        if self.over:
            return
        self.idle()
        cause = self._wake_ups.runs(handle)
        if handle.cancelled():
            return
        callback = callback_of(handle)
        task = task_of_step(callback)
        watched = None if task is None else self._steps.of(task)
        if task is not None and watched is not None:
            self._steps.begin(task, watched)
        else:
            self._steps.begin_callback(cause, self._first_line(callback))

    def task_comes(self, coro: object) -> None:
        """Note what is about to become a task, and in which step."""
        if not self.over:
            self._steps.here()
            self._tasks.comes(coro)

    def task_came(self, task: asyncio.Task[Any]) -> None:
        """Note a task that was created; an eager one has already taken its first step."""
        watched = None if self.over else self._steps.of(task)
        if watched is not None:
            self._tasks.renamed(task, watched)
            self._steps.started(task, watched)

    def renamed(self, task: asyncio.Task[Any]) -> None:
        """Note the name that a task has now."""
        watched = None if self.over else self._steps.of(task)
        if watched is not None:
            self._tasks.renamed(task, watched)

    def cancels(self, task: asyncio.Task[Any]) -> None:
        """Note that somebody asked a task to cancel."""
        watched = None if self.over else self._steps.of(task)
        if watched is None:
            return
        by = self._steps.here()
        cause, line = self._cancellations.who(sys._getframe(), by)
        if by is None and not self._steps.in_thread():
            by = self._steps.cause
        self._cancellations.asked(watched, by, cause, line)

    def printed(self, text: str) -> None:
        """Note a piece of what the program prints."""
        if self.over or not text:
            return
        line = self._line()
        step = self._steps.here()
        if step is None:
            step = self._steps.outside(line)
        self._prints.add(text, step, line)

    def changed(self, owner: object, before: object, value: object) -> None:
        """Note that a primitive was made, taken or given back."""
        if self.over or self._steps.in_thread():
            return
        if before is NEW:
            self._primitives.made(owner, value)
        else:
            self._holds.changed(owner, before, value)

    def stop(self) -> None:
        """Watch no more: what is left is the loop's own clearing up."""
        if not self.over:
            self.idle()
            self._prints.end()
            self.over = True

    def _line(self) -> int:
        """Return the line of the program that is running, or 0."""
        frame = in_program(sys._getframe(), self._filename)
        return 0 if frame is None else frame.f_lineno

    def _first_line(self, callback: object) -> int | None:
        """Return the line at which a callback of the program begins; ``None`` for another's."""
        function = getattr(callback, "__func__", callback)
        if not isinstance(function, FunctionType):
            return None
        code = function.__code__
        return code.co_firstlineno if code.co_filename == self._filename else None
