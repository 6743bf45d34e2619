"""Queues that each lack one guarantee."""

from __future__ import annotations

import asyncio
import functools
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

Line = deque[asyncio.Future[Any]]


class _Queue(asyncio.Queue[Any]):
    """asyncio's queue, in parts that can be broken one by one."""

    _queue: deque[Any]
    _getters: Line
    _putters: Line
    _unfinished_tasks: int
    _finished: asyncio.Event
    _is_shutdown: bool = False

    async def put(self, item: Any) -> None:
        """Put an item in, in line while there is no room."""
        while self.full() and not self._is_shutdown:
            await self._wait_in(self._putters)
        self.put_nowait(item)

    async def get(self) -> Any:
        """Take an item, in line while there is none."""
        while self.empty() and not self._is_shutdown:
            await self._wait_in(self._getters)
        return self.get_nowait()

    async def _wait_in(self, line: Line) -> None:
        place = self._get_loop().create_future()
        self._line_up(line, place)
        try:
            await place
        except BaseException:
            place.cancel()
            if place in line:
                line.remove(place)
            if not place.cancelled():
                self._pass_on(line)
            raise

    def _line_up(self, line: Line, place: asyncio.Future[Any]) -> None:
        line.append(place)

    def _pass_on(self, line: Line) -> None:
        """Wake another task instead of one that is cancelled after it was woken."""
        is_blocked = self.empty() if line is self._getters else self.full()
        if not is_blocked:
            self._wakeup_next(line)

    def _wakeup_next(self, waiters: Line) -> None:
        while waiters:
            if self._wake(waiters.popleft()):
                break

    def _wake(self, place: asyncio.Future[Any]) -> bool:
        """Wake a task that waits; say whether it does."""
        if place.done():
            return False
        place.set_result(None)
        return True

    def _get_loop(self) -> asyncio.AbstractEventLoop:
        loop: asyncio.AbstractEventLoop = super()._get_loop()  # type: ignore[misc]
        return loop


class QueueGivesTheLastFirst(_Queue):
    """A queue that gives the newest item first."""

    def _get(self) -> Any:
        return self._queue.pop()


class QueueGivesAnItemTwice(_Queue):
    """A queue that gives an item to two tasks where both wait for it."""

    def put_nowait(self, item: Any) -> None:
        """Put an item in, once for each of those who wait, at most twice."""
        if len(self._getters) > 1 and not self.full():
            super().put_nowait(item)
        super().put_nowait(item)


class LifoQueueGivesTheFirstFirst(asyncio.LifoQueue[Any]):
    """A queue that gives the oldest item first where it should give the newest."""

    _queue: list[Any]

    def _get(self) -> Any:
        return self._queue.pop(0)


class PriorityQueueGivesTheLargestFirst(asyncio.PriorityQueue[Any]):
    """A queue that gives the largest item first where it should give the smallest."""

    _queue: list[Any]

    def _get(self) -> Any:
        self._queue.sort()
        return self._queue.pop()


class QueueTakesOneTooMany(_Queue):
    """A queue that takes one too many, where it should take two or more."""

    def __init__(self, maxsize: int = 0) -> None:
        super().__init__(maxsize + (maxsize > 1))


class QueueDropsWhenFull(_Queue):
    """A queue that drops what is put in without waiting while it is full."""

    def put_nowait(self, item: Any) -> None:
        """Put an item in, if there is room for it."""
        if not self.full() or self._is_shutdown:
            super().put_nowait(item)


class QueueGivesNothingWhenEmpty(_Queue):
    """A queue that gives `None` to a task that does not wait while it is empty."""

    def get_nowait(self) -> Any:
        """Take an item, if there is one."""
        if self.empty() and not self._is_shutdown:
            return None
        return super().get_nowait()


class QueueServesTheLastFirst(_Queue):
    """A queue that wakes whoever has waited for the shortest time."""

    def _wakeup_next(self, waiters: Line) -> None:
        while waiters:
            if self._wake(waiters.pop()):
                break


class QueueKeepsThePlaceOfTheOvertaken(_Queue):
    """A queue that puts a task first in line again that was woken and found nothing."""

    _goes_first = False

    async def get(self) -> Any:
        """Take an item, first in line again after a wake-up in vain."""
        while self.empty() and not self._is_shutdown:
            await self._wait_in(self._getters)
            self._goes_first = self.empty()
        return self.get_nowait()

    def _line_up(self, line: Line, place: asyncio.Future[Any]) -> None:
        if self._goes_first:
            line.appendleft(place)
        else:
            line.append(place)
        self._goes_first = False


class _QueueInLine(_Queue):
    """A queue in which tasks are served in the order in which they came."""

    def __init__(self, maxsize: int = 0) -> None:
        super().__init__(maxsize)
        self._in_line: list[object] = []

    async def _as_first(self, line: Line, act: Callable[[], Awaitable[Any]]) -> Any:
        """Wait until all have gone who came before, and act."""
        me = object()
        self._in_line.append(me)
        try:
            while self._in_line[0] is not me:
                await self._wait_in(line)
            return await act()
        finally:
            self._in_line.remove(me)
            self._pass_on(line)


class QueueMakesNewcomersWait(_QueueInLine):
    """A queue that makes a newcomer wait while another task waits for an item."""

    async def get(self) -> Any:
        """Take an item when all have theirs who came before."""
        return await self._as_first(self._getters, super().get)


class QueueKeepsThePlaceOfAPutter(_QueueInLine):
    """A queue that makes a newcomer wait while another task waits for room."""

    async def put(self, item: Any) -> None:
        """Put an item in when all have put theirs in who came before."""
        await self._as_first(self._putters, functools.partial(super().put, item))


class QueueLosesTheItemOfACancelledTask(_Queue):
    """A queue that loses an item when the task is cancelled that was woken for it."""

    def _pass_on(self, line: Line) -> None:
        if line is self._getters and not self.empty():
            self._get()
        else:
            super()._pass_on(line)


class QueueForgetsAnItem(_Queue):
    """A queue that wakes nobody else for the item of a cancelled task."""

    def _pass_on(self, line: Line) -> None:
        if line is not self._getters:
            super()._pass_on(line)


class QueueForgetsAFreePlace(_Queue):
    """A queue that wakes nobody else for the free place of a cancelled task."""

    def _pass_on(self, line: Line) -> None:
        if line is not self._putters:
            super()._pass_on(line)


class QueueWakesTheCancelled(_Queue):
    """A queue that wakes a task in line although it has been cancelled."""

    def _wakeup_next(self, waiters: Line) -> None:
        if waiters:
            self._wake(waiters.popleft())


class QueueTakesFromTheCancelled(_Queue):
    """A queue that takes the item of a task that is cancelled when there is room for it."""

    async def put(self, item: Any) -> None:
        """Put an item in, even if the task is cancelled, where there is room."""
        try:
            await super().put(item)
        except asyncio.CancelledError:
            if not self.full():
                self.put_nowait(item)
            raise


class QueueGoesOnWhenCancelled(_Queue):
    """A queue that swallows the cancellation of a task that it has woken for an item."""

    async def get(self) -> Any:
        """Take an item; a cancellation that comes with it is lost."""
        try:
            return await super().get()
        except asyncio.CancelledError:
            if self.empty():
                raise
            return self.get_nowait()

    def _pass_on(self, line: Line) -> None:
        if line is not self._getters:
            super()._pass_on(line)


class QueueJoinsWhenEmpty(_Queue):
    """A queue that lets `join()` end as soon as it is empty, whatever is still worked on."""

    async def join(self) -> None:
        """Wait until the queue is empty."""
        while not self.empty():
            await asyncio.sleep(0)


class QueueJoinLetsOneGo(_Queue):
    """A queue that lets only one task go on whose `join()` is over."""

    def __init__(self, maxsize: int = 0) -> None:
        super().__init__(maxsize)
        self._has_joined = False

    async def join(self) -> None:
        """Wait until all is done, as the first, or else for ever."""
        had_to_wait = self._unfinished_tasks > 0
        await super().join()
        if had_to_wait and self._has_joined:
            await self._get_loop().create_future()
        self._has_joined = had_to_wait


class QueueJoinWaitsForAFirstItem(_Queue):
    """A queue that lets `join()` wait until there was something to do."""

    def __init__(self, maxsize: int = 0) -> None:
        super().__init__(maxsize)
        self._finished.clear()

    async def join(self) -> None:
        """Wait until all is done, and something has been."""
        await self._finished.wait()


class QueueTakesASurplusDone(_Queue):
    """A queue that takes more calls of `task_done()` than there were items."""

    def task_done(self) -> None:
        """Count one item less, if there is one."""
        if self._unfinished_tasks:
            super().task_done()


class QueueDoesNotCountWhatWorkersPut(_Queue):
    """A queue that does not count what is put in while a task works on something."""

    def __init__(self, maxsize: int = 0) -> None:
        super().__init__(maxsize)
        self._uncounted = 0

    def put_nowait(self, item: Any) -> None:
        """Put an item in, and count it if nobody is at work."""
        is_at_work = self._unfinished_tasks > self.qsize()
        super().put_nowait(item)
        if is_at_work:
            self._unfinished_tasks -= 1
            self._uncounted += 1

    def task_done(self) -> None:
        """Count one item less, of those that were counted first."""
        if self._unfinished_tasks == 0 and self._uncounted:
            self._uncounted -= 1
        else:
            super().task_done()


class QueueServesTwoLoops(_Queue):
    """A queue that does not notice that it is waited for in a second loop."""

    def _get_loop(self) -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()


class QueueBindsWhenFree(_Queue):
    """A queue that binds to a loop even where nobody has to wait."""

    async def get(self) -> Any:
        """Take an item, and bind to the loop."""
        self._get_loop()
        return await super().get()


class QueuePausesWhenFree(_Queue):
    """A queue that lets other tasks run each time that an item is put in."""

    async def put(self, item: Any) -> None:
        """Put an item in, a turn later where there is room."""
        if not self.full():
            await asyncio.sleep(0)
        await super().put(item)


class _QueueShutDown(_Queue):
    """A queue whose shutdown can be broken; before Python 3.13 there is none."""

    def shutdown(self, immediate: bool = False) -> None:
        """Take no more items, and wake all who wait."""
        self._is_shutdown = True
        if immediate:
            self._drop_all()
        for line in (self._getters, self._putters):
            self._wake_all(line)

    def _drop_all(self) -> None:
        while not self.empty():
            self._get()
            self._count_as_done()

    def _count_as_done(self) -> None:
        if self._unfinished_tasks:
            self.task_done()

    def _wake_all(self, line: Line) -> None:
        while line:
            self._wake(line.popleft())


class QueueShutdownLeavesGettersWaiting(_QueueShutDown):
    """A queue that leaves those waiting who wait for an item when it is shut down."""

    def _wake_all(self, line: Line) -> None:
        if line is not self._getters:
            super()._wake_all(line)


class QueueShutdownLeavesPuttersWaiting(_QueueShutDown):
    """A queue that leaves those waiting who wait for room when it is shut down."""

    def _wake_all(self, line: Line) -> None:
        if line is not self._putters:
            super()._wake_all(line)


class QueueShutdownWakesOne(_QueueShutDown):
    """A queue that wakes only the first of those who wait when it is shut down."""

    def _wake_all(self, line: Line) -> None:
        self._wakeup_next(line)


class QueueShutdownDropsItems(_QueueShutDown):
    """A queue that drops what is in it whenever it is shut down."""

    def shutdown(self, immediate: bool = False) -> None:
        """Take no more items, and give none."""
        super().shutdown(immediate=True)


class QueueShutdownTakesItems(_QueueShutDown):
    """A queue that takes items after it was shut down, where there is room."""

    def put_nowait(self, item: Any) -> None:
        """Put an item in, shut down or not."""
        was_shut_down, self._is_shutdown = self._is_shutdown, self.full() and self._is_shutdown
        try:
            super().put_nowait(item)
        finally:
            self._is_shutdown = was_shut_down


class QueueImmediateShutdownKeepsItems(_QueueShutDown):
    """A queue that keeps what is in it when it is shut down at once."""

    def _drop_all(self) -> None:
        """Drop nothing."""


class QueueImmediateShutdownForgetsJoin(_QueueShutDown):
    """A queue that does not count as done what an immediate shutdown drops."""

    def _count_as_done(self) -> None:
        """Leave the count as it is."""


class QueueImmediateShutdownEndsJoin(_QueueShutDown):
    """A queue that counts as done at its immediate shutdown what tasks still work on."""

    def _drop_all(self) -> None:
        super()._drop_all()
        while self._unfinished_tasks:
            self.task_done()
        self.task_done = lambda: None  # type: ignore[method-assign]
