"""Semaphores that each lack one guarantee."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable
from typing import Any, Literal

from import_asyncio.broken.threads import running_task


class _Semaphore(asyncio.Semaphore):
    """asyncio's semaphore, in parts that can be broken one by one."""

    _value: int
    _loop: asyncio.AbstractEventLoop | None
    _waiters: deque[asyncio.Future[Any]]

    def __init__(self, value: int = 1) -> None:
        super().__init__(value)
        self._waiters = deque()

    async def acquire(self) -> Literal[True]:
        """Take a permit, in line if there is none."""
        if self._may_pass():
            self._value -= 1
            return True
        permit = self._get_loop().create_future()
        self._waiters.append(permit)
        try:
            try:
                await permit
            finally:
                self._leave_line(permit)
        except asyncio.CancelledError:
            if _granted(permit):
                self._give_back()
            else:
                self._give_up()
            raise
        finally:
            self._wake_up()
        return True

    def release(self) -> None:
        """Give a permit back, to the first in line if there is one."""
        self._value += 1
        self._wake_up()

    def _may_pass(self) -> bool:
        return not self.locked()

    def _leave_line(self, permit: asyncio.Future[Any]) -> None:
        self._waiters.remove(permit)

    def _give_back(self) -> None:
        """Give back the permit of a task that is cancelled before it could use it."""
        self._value += 1

    def _give_up(self) -> None:
        """Leave the line without a permit."""

    def _wake_up(self) -> None:
        for permit in self._in_line():
            if self._value > 0 and not permit.done():
                self._value -= 1
                permit.set_result(True)

    def _in_line(self) -> Iterable[asyncio.Future[Any]]:
        return self._waiters

    def _get_loop(self) -> asyncio.AbstractEventLoop:
        loop: asyncio.AbstractEventLoop = super()._get_loop()  # type: ignore[misc]
        return loop


def _granted(permit: asyncio.Future[Any]) -> bool:
    return permit.done() and not permit.cancelled()


class SemaphoreServesTheLastFirst(_Semaphore):
    """A semaphore that lets in whoever has waited for the shortest time."""

    def _in_line(self) -> Iterable[asyncio.Future[Any]]:
        return list(reversed(self._waiters))


class SemaphoreLetsNewcomersIn(_Semaphore):
    """A semaphore that lets a newcomer take the permit of the task that it has woken."""

    async def acquire(self) -> Literal[True]:
        """Take a permit whenever there is one, whoever waits."""
        while self._value <= 0:
            await self._until_woken()
        self._value -= 1
        return True

    async def _until_woken(self) -> None:
        permit = self._get_loop().create_future()
        self._waiters.append(permit)
        try:
            try:
                await permit
            finally:
                self._waiters.remove(permit)
        except asyncio.CancelledError:
            self._wake_up()
            raise

    def locked(self) -> bool:
        """Say whether there is no permit left."""
        return self._value == 0

    def _wake_up(self) -> None:
        asleep = [permit for permit in self._waiters if not permit.done()]
        for permit in asleep[: self._value]:
            permit.set_result(True)


class SemaphoreLetsOneTooManyIn(_Semaphore):
    """A semaphore that lets one too many in, where it should let in two or more."""

    def __init__(self, value: int = 1) -> None:
        super().__init__(value + (value > 1))


class SemaphoreGivesTwoBack(_Semaphore):
    """A semaphore that counts two permits for one, where it has two or more and somebody waits."""

    def __init__(self, value: int = 1) -> None:
        super().__init__(value)
        self._more = int(value > 1)

    def release(self) -> None:
        """Give a permit back, and one more if somebody waits for it."""
        if any(not permit.done() for permit in self._waiters):
            self._value += self._more
        super().release()


class SemaphoreRefusesASurplus(_Semaphore):
    """A semaphore that refuses to be released more often than it was acquired."""

    def __init__(self, value: int = 1) -> None:
        super().__init__(value)
        self._most = value

    def release(self) -> None:
        """Give a permit back that somebody has taken."""
        if self._most and self._value >= self._most:
            raise ValueError("released too many times")
        super().release()


class BoundedSemaphoreTakesASurplus(asyncio.BoundedSemaphore):
    """A semaphore that may be released more often than it was acquired, although it is bounded."""

    def release(self) -> None:
        """Give a permit back, even one that nobody has taken."""
        asyncio.Semaphore.release(self)


class SemaphoreForgetsAGrantedPermit(_Semaphore):
    """A semaphore that loses the permit of a task that is cancelled on being let in."""

    def _give_back(self) -> None:
        """Forget the permit."""


class SemaphoreGetsStuckWhenNobodyIsInLine(_Semaphore):
    """A semaphore that loses a cancelled task's permit if nobody else waits for it."""

    def _give_back(self) -> None:
        """Pass the permit on, and forget it if nobody takes it."""
        if any(not permit.done() for permit in self._waiters):
            super()._give_back()


class SemaphoreCountsTheCancelled(_Semaphore):
    """A semaphore that counts one more permit when a task in line is cancelled."""

    def _give_up(self) -> None:
        """Give back a permit that was never there."""
        self._give_back()


class SemaphoreServesTheCancelled(_Semaphore):
    """A semaphore that gives a permit to a task in line although it has been cancelled."""

    def _wake_up(self) -> None:
        for permit in self._waiters:
            if self._value > 0 and not _granted(permit):
                self._value -= 1
                if not permit.cancelled():
                    permit.set_result(True)


class SemaphoreGoesOnWhenCancelled(_Semaphore):
    """A semaphore that swallows the cancellation of a task that it has let in."""

    async def acquire(self) -> Literal[True]:
        """Take a permit; a cancellation that comes after the grant is lost."""
        self._given = False
        try:
            await super().acquire()
        except asyncio.CancelledError:
            if not self._given:
                raise
        return True

    def _give_back(self) -> None:
        """Keep the permit."""
        self._given = True


class SemaphoreLetsItsHolderInAgain(_Semaphore):
    """A semaphore that lets a task in again for the permit that it has."""

    def __init__(self, value: int = 1) -> None:
        super().__init__(value)
        self._inside: dict[asyncio.Task[Any] | None, int] = {}

    async def acquire(self) -> Literal[True]:
        """Take a permit, unless the task has one."""
        task = asyncio.current_task()
        if task not in self._inside:
            await super().acquire()
        self._inside[task] = self._inside.get(task, 0) + 1
        return True

    def release(self) -> None:
        """Give a permit back when the task has left as often as it came in."""
        task = running_task()
        left = self._inside.pop(task, 1) - 1
        if left:
            self._inside[task] = left
        else:
            super().release()


class SemaphoreKnowsItsOwners(_Semaphore):
    """A semaphore that refuses the release of a task that has no permit while others have."""

    def __init__(self, value: int = 1) -> None:
        super().__init__(value)
        self._inside: list[asyncio.Task[Any] | None] = []

    async def acquire(self) -> Literal[True]:
        """Take a permit and note who did."""
        await super().acquire()
        self._inside.append(asyncio.current_task())
        return True

    def release(self) -> None:
        """Give a permit back, if it is one's own or nobody's."""
        task = running_task()
        if task in self._inside:
            self._inside.remove(task)
        elif self._inside:
            raise RuntimeError("cannot release the permit of another task")
        super().release()


class SemaphorePausesWhenFree(_Semaphore):
    """A semaphore that lets other tasks run each time that a permit is taken."""

    async def acquire(self) -> Literal[True]:
        """Take a permit, a turn later where there is one."""
        if not self.locked():
            await asyncio.sleep(0)
        return await super().acquire()


class SemaphoreKeepsAPace(_Semaphore):
    """A semaphore that takes its time to give a permit out again, where it has two or more."""

    def __init__(self, value: int = 1) -> None:
        super().__init__(value)
        self._pace = 0.1 if value > 1 else 0.0

    def release(self) -> None:
        """Give a permit back, a tenth of a second later."""
        if self._pace:
            asyncio.get_running_loop().call_later(self._pace, super().release)
        else:
            super().release()


class SemaphoreServesTwoLoops(_Semaphore):
    """A semaphore that does not notice that it is waited for in a second loop."""

    def _get_loop(self) -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()


class SemaphoreBindsWhenFree(_Semaphore):
    """A semaphore that binds to a loop even where nobody has to wait."""

    def _may_pass(self) -> bool:
        self._get_loop()
        return super()._may_pass()
