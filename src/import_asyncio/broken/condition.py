"""Conditions that each lack one guarantee."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections import deque
from collections.abc import Callable
from typing import Any, Literal, TypeVar

from import_asyncio.broken.lock import (
    LockKnowsItsOwner,
    LockLetsItsHolderInAgain,
    LockLetsNewcomersIn,
    LockServesTwoLoops,
)

PASSES_A_NOTIFY_ON = sys.version_info >= (3, 13)
T = TypeVar("T")


class _Condition(asyncio.Condition):
    """asyncio's condition, in parts that can be broken one by one."""

    _loop: asyncio.AbstractEventLoop | None
    _lock: asyncio.Lock
    _waiters: deque[asyncio.Future[Any]]

    async def wait(self) -> Literal[True]:
        """Let go of the lock, wait until notified, take the lock back."""
        if not self.locked():
            raise RuntimeError("cannot wait on un-acquired lock")
        bell = self._get_loop().create_future()
        self._let_go()
        try:
            try:
                self._stand_in_line(bell)
                try:
                    await bell
                finally:
                    self._waiters.remove(bell)
            finally:
                await self._take_back(bell)
        except BaseException:
            self._give_up(bell)
            raise
        return True

    def _let_go(self) -> None:
        self.release()

    def _stand_in_line(self, bell: asyncio.Future[Any]) -> None:
        self._waiters.append(bell)

    async def _take_back(self, bell: asyncio.Future[Any]) -> None:
        error = None
        while True:
            try:
                await self.acquire()
                break
            except asyncio.CancelledError as cancelled:
                error = cancelled
        if error is not None:
            raise error

    def _give_up(self, bell: asyncio.Future[Any]) -> None:
        """Wake another task instead, as asyncio does since 3.13."""
        if PASSES_A_NOTIFY_ON:
            self._wake_up(1)

    def _wake_up(self, n: int) -> None:
        for bell in [bell for bell in self._waiters if not bell.done()][:n]:
            bell.set_result(False)

    def _get_loop(self) -> asyncio.AbstractEventLoop:
        loop: asyncio.AbstractEventLoop = super()._get_loop()  # type: ignore[misc]
        return loop


class ConditionWakesTheLastFirst(_Condition):
    """A condition that wakes the task that has waited for the shortest time."""

    def notify(self, n: int = 1) -> None:
        """Wake the last ``n`` that wait."""
        self._waiters.reverse()
        super().notify(n)
        self._waiters.reverse()


class ConditionKeepsThePlace(_Condition):
    """A condition that keeps the place of a task that ``wait_for()`` sends back to sleep."""

    def __init__(self, lock: asyncio.Lock | None = None) -> None:
        super().__init__(lock)
        self._again: set[asyncio.Task[Any] | None] = set()

    async def wait_for(self, predicate: Callable[[], T]) -> T:
        """Wait until the answer is yes, in the place of the first wait."""
        task = asyncio.current_task()
        answer = predicate()
        try:
            while not answer:
                await self.wait()
                self._again.add(task)
                answer = predicate()
        finally:
            self._again.discard(task)
        return answer

    def _stand_in_line(self, bell: asyncio.Future[Any]) -> None:
        if asyncio.current_task() in self._again:
            self._waiters.appendleft(bell)
        else:
            super()._stand_in_line(bell)


class ConditionLetsTheNotifiedInFirst(_Condition):
    """A condition that lets a notified task in before those in line for the lock."""

    def __init__(self, lock: asyncio.Lock | None = None) -> None:
        super().__init__(lock or LockLetsNewcomersIn())


class ConditionWakesEverybody(_Condition):
    """A condition that wakes all who wait with one ``notify()``."""

    def notify(self, n: int = 1) -> None:
        """Wake all."""
        super().notify(len(self._waiters))


class ConditionWakesOneForAll(_Condition):
    """A condition that wakes only one task with ``notify_all()``."""

    def notify_all(self) -> None:
        """Wake one."""
        self.notify()


class _WithoutItsLock(_Condition):
    """A condition that remembers which tasks it has let go on without the lock."""

    def __init__(self, lock: asyncio.Lock | None = None) -> None:
        super().__init__(lock)
        self._without: set[asyncio.Task[Any] | None] = set()

    async def __aexit__(self, *error: object) -> None:
        """Release the lock, if the task has it."""
        self._let_go()

    def _let_go(self) -> None:
        if asyncio.current_task() in self._without:
            self._without.remove(asyncio.current_task())
        else:
            self.release()


class ConditionReturnsWithoutItsLock(_WithoutItsLock):
    """A condition that lets a notified task go on while another holds the lock."""

    async def _take_back(self, bell: asyncio.Future[Any]) -> None:
        if self.locked() and not bell.cancelled():
            self._without.add(asyncio.current_task())
        else:
            await super()._take_back(bell)


class ConditionLosesItsLock(_WithoutItsLock):
    """A condition that does not wait for the lock when a task is cancelled while another has it."""

    async def _take_back(self, bell: asyncio.Future[Any]) -> None:
        if self.locked() and bell.cancelled():
            self._without.add(asyncio.current_task())
        else:
            await super()._take_back(bell)


class ConditionLosesItsLockWhenCancelledTwice(_Condition):
    """A condition that leaves without its lock when it is cancelled while it takes it back."""

    async def _take_back(self, bell: asyncio.Future[Any]) -> None:
        await self.acquire()


class ConditionIsDeafOnTheWayBack(_Condition):
    """A condition that swallows a cancellation that strikes while it takes the lock back."""

    async def _take_back(self, bell: asyncio.Future[Any]) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await super()._take_back(bell)


class ConditionForgetsANotification(_Condition):
    """A condition that wakes nobody else when a task is cancelled that it has woken."""

    def _give_up(self, bell: asyncio.Future[Any]) -> None:
        """Leave, and let the notification be lost."""


class ConditionGoesOnWhenCancelled(_Condition):
    """A condition that swallows the cancellation of a task that it has woken."""

    async def wait(self) -> Literal[True]:
        """Wait until notified; a cancellation that comes after that is lost."""
        self._woken = False
        try:
            await super().wait()
        except asyncio.CancelledError:
            if not self._woken:
                raise
        return True

    def _give_up(self, bell: asyncio.Future[Any]) -> None:
        self._woken = not bell.cancelled()
        if not self._woken:
            super()._give_up(bell)


class ConditionAsksOnce(_Condition):
    """A condition that asks no more what it waits for after the first wake-up."""

    async def wait_for(self, predicate: Callable[[], T]) -> T:
        """Wait once, if need be."""
        answer = predicate()
        if not answer:
            await self.wait()
            answer = predicate()
        return answer


class ConditionRemembersANotify(_Condition):
    """A condition that keeps a ``notify()`` that nobody has heard for the next to wait."""

    _missed = False

    async def wait(self) -> Literal[True]:
        """Wait until notified, unless that has happened."""
        if self._missed:
            self._missed = False
            return True
        return await super().wait()

    def notify(self, n: int = 1) -> None:
        """Wake ``n`` that wait, or the next."""
        self._missed = not self._waiters
        super().notify(n)


class ConditionNeedsNoLock(_Condition):
    """A condition that may be used by a task that does not hold the lock."""

    async def wait(self) -> Literal[True]:
        """Wait, and let go of the lock if it is held."""
        if self.locked():
            return await super().wait()
        async with self:
            return await super().wait()

    def notify(self, n: int = 1) -> None:
        """Wake ``n`` that wait."""
        self._wake_up(n)


class ConditionKeepsALockOfItsOwn(_Condition):
    """A condition that does not take the lock that it is given."""

    def __init__(self, lock: asyncio.Lock | None = None) -> None:
        super().__init__()


class ConditionLetsItsHolderInAgain(_Condition):
    """A condition that lets the task in that is inside already."""

    def __init__(self, lock: asyncio.Lock | None = None) -> None:
        super().__init__(lock or LockLetsItsHolderInAgain())


class ConditionKnowsItsOwner(_Condition):
    """A condition that may only be used by the task that holds the lock."""

    def __init__(self, lock: asyncio.Lock | None = None) -> None:
        super().__init__(lock or LockKnowsItsOwner())


class ConditionServesTwoLoops(_Condition):
    """A condition that does not notice that it is waited for in a second loop."""

    def __init__(self, lock: asyncio.Lock | None = None) -> None:
        super().__init__(lock or LockServesTwoLoops())

    def _get_loop(self) -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()


class ConditionBindsAtANotify(_Condition):
    """A condition that binds to a loop even where nobody has to wait."""

    def notify(self, n: int = 1) -> None:
        """Wake ``n`` that wait, all in the same loop."""
        self._get_loop()
        super().notify(n)
