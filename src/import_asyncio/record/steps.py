"""Which step runs now."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

from import_asyncio.record.cancellations import Cancellations
from import_asyncio.record.draft import Draft
from import_asyncio.record.prints import Prints
from import_asyncio.record.tasks import Tasks, Watched
from import_asyncio.record.values_after_steps import ValuesAfterSteps
from import_asyncio.record.wake_ups import WakeUps
from import_asyncio.recording import Step
from import_asyncio.run.internals import running_loop
from import_asyncio.run.loop import StageLoop, World


class Moment:
    """The turn, counted over all loops of a run, and the virtual time."""

    def __init__(self) -> None:
        self.turn = 0
        self._turns_before = 0
        self._world: World | None = None

    @property
    def time(self) -> float:
        """The virtual time, in seconds."""
        return 0.0 if self._world is None else self._world.now

    def loop_starts(self, world: World) -> None:
        """Go on counting turns, in a new loop."""
        self._world = world
        self._turns_before = self.turn

    def turn_starts(self, number: int) -> None:
        """Begin a turn, with the number that its loop gives it."""
        self.turn = self._turns_before + number


class Steps:
    """The steps that run now, each eager task's inside that of its parent, and all before them.

    ``callback`` says whether a callback runs that is no step, and ``cause`` is the step that made
    it ready. A step that ends tells ``prints``, ``tasks``, ``wake_ups`` and ``values``; one that
    begins tells ``cancellations`` and ``wake_ups``.
    """

    def __init__(
        self,
        draft: Draft,
        tasks: Tasks,
        prints: Prints,
        wake_ups: WakeUps,
        cancellations: Cancellations,
        values: ValuesAfterSteps,
    ) -> None:
        self.moment = Moment()
        self.callback = False
        self.cause: int | None = None
        self._draft = draft
        self._tasks = tasks
        self._prints = prints
        self._wake_ups = wake_ups
        self._cancellations = cancellations
        self._values = values
        self._thread = threading.get_ident()
        self._running: list[tuple[int, asyncio.Task[Any] | None]] = []

    def loop_starts(self, loop: StageLoop) -> None:
        """Go on in a new loop."""
        self.moment.loop_starts(loop.world)
        self._values.loop_starts(loop)

    def in_thread(self) -> bool:
        """Say whether a thread asks that is not the loop's."""
        return threading.get_ident() != self._thread

    def of(self, task: asyncio.Task[Any]) -> Watched | None:
        """Return what is known of a task, born now if it is new; ``None`` for the loop's own."""
        top = self._top()
        return self._tasks.of(task, self.cause if top is None else top)

    def here(self) -> int | None:
        """Return the step that runs now; an eager task that has just started gets its own."""
        if self.in_thread() or running_loop() is None:
            return None
        task = asyncio.current_task()
        if task is None:
            return self._top() if self._running and self._running[-1][1] is None else None
        if not self._running or self._running[-1][1] is not task:
            watched = self.of(task)
            if watched is None:
                return None
            if self._runs(task):
                while self._running[-1][1] is not task:
                    self._end()
            else:
                self.begin(task, watched, within=self._top())
        return self._top()

    def origin(self) -> int | None:
        """Return the step that runs now, else the one that made the running callback ready."""
        step = self.here()
        return self.cause if step is None else step

    def begin(
        self, task: asyncio.Task[Any], watched: Watched, *, within: int | None = None
    ) -> None:
        """Begin a step of a task, inside another if its task is eager."""
        index = len(self._draft.steps)
        now = self.moment
        step = Step(watched.number, "task", now.turn, now.time, watched.line, within=within)
        self._wake_ups.wait_ends(task, watched, index)
        self._cancellations.strikes(task, watched, step, index)
        self._draft.steps.append(step)
        self._running.append((index, task))

    def begin_callback(self, cause: int | None, line: int | None) -> None:
        """Begin a callback that is no step of a task; ``line`` is the program's, if it has one."""
        self.cause = cause
        self.callback = True
        if line is not None:
            self._begin_outside("callback", line)

    def outside(self, line: int) -> int:
        """Return the step of something that runs outside of any task, at a line of the program."""
        if self.in_thread():
            place = "thread"
        elif running_loop() is not None:
            place = "callback"
        else:
            place = "module"
        index = len(self._draft.steps) - 1
        last = self._draft.steps[index] if index >= 0 else None
        if (
            place == "callback"
            or last is None
            or (last.place, last.time) != (place, self.moment.time)
        ):
            index = self._begin_outside(place, line)
        if place == "module":
            self._values.read(index)
        return index

    def started(self, task: asyncio.Task[Any], watched: Watched) -> None:
        """End what a task did as it was created, if it is eager."""
        if self._runs(task):
            while self._runs(task):
                self._end()
        elif not watched.awake:
            self.begin(task, watched, within=self._top())
            self._end()

    def task_is_done(self) -> bool:
        """Say whether the task whose step runs is done."""
        task = self._running[-1][1] if self._running else None
        return task is not None and task.done()

    def idle(self) -> None:
        """End what runs."""
        while self._running:
            self._end()
        self.cause = None
        self.callback = False

    def _top(self) -> int | None:
        return self._running[-1][0] if self._running else None

    def _runs(self, task: asyncio.Task[Any]) -> bool:
        return any(other is task for _, other in self._running)

    def _begin_outside(self, place: str, line: int) -> int:
        index = len(self._draft.steps)
        now = self.moment
        self._draft.steps.append(Step(None, place, now.turn, now.time, line))
        if place == "callback":
            self._running.append((index, None))
        return index

    def _end(self) -> None:
        index, task = self._running.pop()
        self._prints.step_ends(index)
        self._values.read(index)
        if task is None:
            return
        watched = self.of(task)
        assert watched is not None
        if task.done():
            self._tasks.ends(task, watched, index)
        else:
            self._wake_ups.wait_begins(task, watched, index)
