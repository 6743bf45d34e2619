"""What each task waits for, and who wakes it."""

from __future__ import annotations

import asyncio
from typing import Any

from import_asyncio.record.draft import Draft
from import_asyncio.record.primitives import Primitives
from import_asyncio.record.tasks import Watched
from import_asyncio.recording import Wait
from import_asyncio.run.frames import stands
from import_asyncio.run.internals import awaited_future
from import_asyncio.run.task_names import called
from import_asyncio.run.waiting import reason


class WakeUps:
    """Notes each wait, and by which step it was ended; ``None`` where an answer ended it."""

    def __init__(self, draft: Draft, primitives: Primitives, filename: str) -> None:
        self._draft = draft
        self._primitives = primitives
        self._filename = filename
        self._causes: dict[int, int | None] = {}
        self._waiting_on: dict[int, int] = {}

    def made_ready(self, handle: asyncio.Handle, cause: int | None) -> None:
        """Remember the step that made a callback ready."""
        self._causes[id(handle)] = cause

    def runs(self, handle: asyncio.Handle) -> int | None:
        """Return the step that made a callback ready which runs now."""
        return self._causes.pop(id(handle), None)

    def wait_begins(self, task: asyncio.Task[Any], watched: Watched, step: int) -> None:
        """Note what a task waits for after a step."""
        watched.line, below = stands(task, self._filename)
        self._draft.steps[step].suspends = watched.line
        why = reason(task, below, called)
        wait = Wait(watched.number, why.kind, why.label, watched.line, step)
        if why.primitive is not None:
            wait.primitive = self._primitives.number(why.primitive, why.kind)
        known = [getattr(other, "watched", None) for other in why.tasks]
        wait.tasks = tuple(other.number for other in known if other is not None)
        watched.wait = len(self._draft.waits)
        self._waiting_on[id(awaited_future(task))] = watched.number
        self._draft.did(step, "waits", watched.wait)
        self._draft.waits.append(wait)
        if watched.awake:
            watched.awake = False
            self.wake(watched, watched.awake_by, by_end=False)

    def wait_ends(self, task: asyncio.Task[Any], watched: Watched, step: int) -> None:
        """Note the step with which a task goes on after a wait."""
        watched.awake = False
        if watched.wait is not None:
            self._draft.waits[watched.wait].end = step
            self._waiting_on.pop(id(awaited_future(task)), None)
            watched.wait = None

    def wake(self, watched: Watched, cause: int | None, *, by_end: bool) -> None:
        """Note that a step, or an answer, makes a task ready; ``by_end`` as its own task ends."""
        if watched.wait is None:
            watched.awake, watched.awake_by = True, cause
            return
        wait = self._draft.waits[watched.wait]
        wait.woken = True
        wait.woken_by = cause
        if cause is None or self._draft.steps[cause].task == watched.number:
            return
        if watched.asked is None or self._draft.cancellations[watched.asked].by != cause:
            self._draft.wakes(cause, watched.wait, by_end=by_end)

    def waiter_of(self, future: asyncio.Future[Any]) -> int | None:
        """Return the task that waits for a future, if one does."""
        return self._waiting_on.get(id(future))
