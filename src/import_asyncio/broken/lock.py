"""Locks that each lack one guarantee."""

from __future__ import annotations

import asyncio
from collections import deque
from types import TracebackType
from typing import Any, Literal

from import_asyncio.broken.threads import running_task


class _Lock(asyncio.Lock):
    """asyncio's lock, in parts that can be broken one by one."""

    _locked: bool
    _loop: asyncio.AbstractEventLoop | None
    _waiters: deque[asyncio.Future[Any]]

    def __init__(self) -> None:
        super().__init__()
        self._waiters = deque()

    async def acquire(self) -> Literal[True]:
        """Take the lock, in line if it is not free."""
        if not self._may_pass():
            turn = self._get_loop().create_future()
            self._waiters.append(turn)
            try:
                try:
                    await turn
                finally:
                    self._leave_line(turn)
            except asyncio.CancelledError:
                self._give_up(turn)
                raise
        self._locked = True
        return True

    def _may_pass(self) -> bool:
        return not self._locked and all(turn.cancelled() for turn in self._waiters)

    def _leave_line(self, turn: asyncio.Future[Any]) -> None:
        self._waiters.remove(turn)

    def _give_up(self, turn: asyncio.Future[Any]) -> None:
        if not self._locked:
            self._wake_up_first()

    def _get_loop(self) -> asyncio.AbstractEventLoop:
        loop: asyncio.AbstractEventLoop = super()._get_loop()  # type: ignore[misc]
        return loop

    def _wake_up_first(self) -> None:
        super()._wake_up_first()  # type: ignore[misc]


def _chosen(turn: asyncio.Future[Any]) -> bool:
    """Say whether a place in the line has been woken."""
    return turn.done() and not turn.cancelled()


class LockWakesEverybody(_Lock):
    """A lock that lets in all who wait as soon as it is released."""

    _inside = 0

    async def acquire(self) -> Literal[True]:
        """Take the lock, perhaps together with others."""
        await super().acquire()
        self._inside += 1
        return True

    def release(self) -> None:
        """Release the lock when the last of those inside leaves."""
        self._inside -= 1
        if self._inside < 1:
            self._inside = 0
            super().release()

    def _wake_up_first(self) -> None:
        for turn in self._waiters:
            if not turn.done():
                turn.set_result(True)


class LockLetsTheNextInTooEarly(_Lock):
    """A lock that lets the next in, though it is held, when a task in line is cancelled."""

    def _give_up(self, turn: asyncio.Future[Any]) -> None:
        self._wake_up_first()


class LockLetsNewcomersIn(_Lock):
    """A lock that lets a newcomer in before those who wait."""

    async def acquire(self) -> Literal[True]:
        """Take the lock whenever it is free, whoever waits."""
        while self._locked:
            turn = self._get_loop().create_future()
            self._waiters.append(turn)
            try:
                await turn
            except asyncio.CancelledError:
                self._waiters.remove(turn)
                self._give_up(turn)
                raise
            self._waiters.remove(turn)
        self._locked = True
        return True


class LockServesTheLastFirst(_Lock):
    """A lock that lets in whoever has waited for the shortest time."""

    def _wake_up_first(self) -> None:
        if not any(_chosen(turn) for turn in self._waiters):
            for turn in reversed(self._waiters):
                if not turn.done():
                    turn.set_result(True)
                    break


class LockForgetsTheNext(_Lock):
    """A lock that wakes nobody else when the task that it has woken is cancelled."""

    def _give_up(self, turn: asyncio.Future[Any]) -> None:
        if not _chosen(turn):
            super()._give_up(turn)


class LockKeepsTheCancelledInLine(_Lock):
    """A lock that keeps the place of a cancelled task, so that nobody behind it gets in."""

    def _leave_line(self, turn: asyncio.Future[Any]) -> None:
        if not turn.cancelled():
            super()._leave_line(turn)


class LockGoesOnWhenCancelled(_Lock):
    """A lock that swallows the cancellation of a task that it has woken."""

    async def acquire(self) -> Literal[True]:
        """Take the lock; a cancellation that comes after the wake-up is lost."""
        self._woken = False
        try:
            await super().acquire()
        except asyncio.CancelledError:
            if not self._woken:
                raise
        return True

    def _give_up(self, turn: asyncio.Future[Any]) -> None:
        self._woken = _chosen(turn)
        if self._woken:
            self._locked = True
        else:
            super()._give_up(turn)


class LockStaysTakenWhenABlockFails(_Lock):
    """A lock that is not released where its block ends in an exception."""

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        """Release the lock, unless something went wrong."""
        if exc_type is None:
            self.release()


class LockLetsItsHolderInAgain(_Lock):
    """A lock that lets the task in that holds it already."""

    _owner: asyncio.Task[Any] | None = None
    _again = 0

    async def acquire(self) -> Literal[True]:
        """Take the lock, or count once more where the task has it."""
        if self._locked and self._owner is asyncio.current_task():
            self._again += 1
            return True
        await super().acquire()
        self._owner = asyncio.current_task()
        return True

    def release(self) -> None:
        """Release the lock when it was released as often as it was taken."""
        if self._again:
            self._again -= 1
        else:
            super().release()


class LockKnowsItsOwner(_Lock):
    """A lock that refuses to be released by a task that did not take it."""

    _owner: asyncio.Task[Any] | None = None

    async def acquire(self) -> Literal[True]:
        """Take the lock and note who did."""
        await super().acquire()
        self._owner = asyncio.current_task()
        return True

    def release(self) -> None:
        """Release the lock, where no other task holds it."""
        if running_task() not in (None, self._owner):
            raise RuntimeError("cannot release a lock of another task")
        super().release()


class LockServesTwoLoops(_Lock):
    """A lock that does not notice that it waits in a second loop."""

    def _get_loop(self) -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()


class LockBindsWhenFree(_Lock):
    """A lock that binds to a loop even where nobody has to wait."""

    def _may_pass(self) -> bool:
        self._get_loop()
        return super()._may_pass()


class LockPausesWhenFree(_Lock):
    """A lock that lets other tasks run each time that it is taken."""

    async def acquire(self) -> Literal[True]:
        """Take the lock, a turn later where it is free."""
        if not self._locked:
            await asyncio.sleep(0)
        return await super().acquire()


class LockTakesASurplusRelease(_Lock):
    """A lock that says nothing when it is released too often."""

    def release(self) -> None:
        """Release the lock if it is held."""
        if self._locked:
            super().release()
