"""Who holds a lock, or a place in a semaphore."""

from __future__ import annotations

import asyncio
import collections
from typing import Any

from import_asyncio.record.draft import Draft
from import_asyncio.record.primitives import Primitives
from import_asyncio.record.steps import Steps
from import_asyncio.record.wake_ups import WakeUps
from import_asyncio.recording import Hold
from import_asyncio.run.internals import waiters_of

NO_LINE = 0


class Holds:
    """Notes from which step to which a task holds a primitive.

    What is given back by a callback that is no function of the program, as in
    ``loop.call_later(1, lock.release)``, is given back by a step of its own.
    """

    def __init__(
        self, draft: Draft, primitives: Primitives, wake_ups: WakeUps, steps: Steps
    ) -> None:
        self._draft = draft
        self._primitives = primitives
        self._wake_ups = wake_ups
        self._steps = steps
        self._held: dict[int, list[int]] = collections.defaultdict(list)

    def changed(self, owner: object, before: Any, value: Any) -> None:
        """Note that a lock or a semaphore was taken or given back."""
        if isinstance(owner, asyncio.Lock):
            if value and not before:
                self._takes(owner, "lock", None)
            elif before and not value:
                self._gives_back(owner)
        elif isinstance(owner, asyncio.Semaphore):
            if value < before:
                self._takes(owner, "semaphore", self._next_in_line(owner))
            elif value > before:
                self._gives_back(owner)

    def _takes(self, owner: object, kind: str, task: int | None) -> None:
        """Note that a task takes what is handed to it, or else the task of this step."""
        if self._primitives.is_inner(owner):
            return
        step = self._steps.here()
        if step is None and task is not None:
            step = self._steps.outside(NO_LINE)
        if step is None:
            return
        if task is None:
            task = self._draft.steps[step].task
        if task is None:
            return
        hold = Hold(task, self._primitives.number(owner, kind), step)
        self._draft.did(step, "takes", len(self._draft.holds))
        self._held[hold.primitive].append(len(self._draft.holds))
        self._draft.holds.append(hold)

    def _gives_back(self, owner: object) -> None:
        primitive = self._primitives.known(owner)
        if primitive is None or not self._held[primitive]:
            return
        step = self._steps.here()
        if step is None:
            step = self._steps.outside(NO_LINE)
        held = self._held[primitive]
        holds, me = self._draft.holds, self._draft.steps[step].task
        given = next((index for index in held if holds[index].task == me), held[0])
        holds[given].end = step
        self._draft.did(step, "gives back", given)
        held.remove(given)

    def _next_in_line(self, semaphore: asyncio.Semaphore) -> int | None:
        """Return the task to which a semaphore hands a place, or ``None`` if it takes one."""
        for future in waiters_of(semaphore) or ():
            if not future.done():
                return self._wake_ups.waiter_of(future)
        return None
