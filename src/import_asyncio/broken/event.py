"""Events that each lack one guarantee."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any, Literal

from import_asyncio.broken.threads import wake


class _Event(asyncio.Event):
    """asyncio's event, in parts that can be broken one by one."""

    _value: bool
    _loop: asyncio.AbstractEventLoop | None
    _waiters: deque[asyncio.Future[Any]]

    def set(self) -> None:
        """Set the flag and wake those who wait."""
        if not self._value:
            self._value = True
            self._wake_up()

    async def wait(self) -> Literal[True]:
        """Wait until the flag is set."""
        if self._may_pass():
            return True
        signal = self._get_loop().create_future()
        self._waiters.append(signal)
        try:
            await signal
        except asyncio.CancelledError:
            self._give_up(signal)
            raise
        finally:
            self._waiters.remove(signal)
        return True

    def _may_pass(self) -> bool:
        return self._value

    def _wake_up(self) -> None:
        for signal in self._waiters:
            if not signal.done():
                signal.set_result(True)

    def _give_up(self, signal: asyncio.Future[Any]) -> None:
        """Leave, which takes nothing from the others."""

    def _get_loop(self) -> asyncio.AbstractEventLoop:
        loop: asyncio.AbstractEventLoop = super()._get_loop()  # type: ignore[misc]
        return loop


class EventWakesOne(_Event):
    """An event that wakes only the first of those who wait."""

    def _wake_up(self) -> None:
        for signal in self._waiters:
            if not signal.done():
                signal.set_result(True)
                break


class EventWakesTheLastFirst(_Event):
    """An event that wakes first who has waited for the shortest time."""

    def _wake_up(self) -> None:
        for signal in reversed(self._waiters):
            if not signal.done():
                signal.set_result(True)


class EventMakesNewcomersWait(_Event):
    """An event that lets a newcomer pass only after those whom it has woken."""

    async def wait(self) -> Literal[True]:
        """Wait until the flag is set, behind those who came before."""
        if self._value and self._waiters:
            await asyncio.sleep(0)
        return await super().wait()


class EventStopsAtTheCancelled(_Event):
    """An event that wakes nobody behind a task that has been cancelled."""

    def _wake_up(self) -> None:
        for signal in self._waiters:
            if signal.done():
                break
            signal.set_result(True)


class EventLosesItsFlag(_Event):
    """An event that is cleared by the cancellation of a task that it has woken."""

    def _give_up(self, signal: asyncio.Future[Any]) -> None:
        if not signal.cancelled():
            self._value = False


class EventGoesOnWhenCancelled(_Event):
    """An event that swallows the cancellation of a task that it has woken."""

    async def wait(self) -> Literal[True]:
        """Wait until the flag is set; a cancellation that comes after that is lost."""
        try:
            return await super().wait()
        except asyncio.CancelledError:
            if not self._value:
                raise
        return True


class EventCounts(_Event):
    """An event that counts how often it is set, and has to be cleared as often."""

    _more = 0

    def set(self) -> None:
        """Set the flag, once more if it is set."""
        self._more += self._value
        super().set()

    def clear(self) -> None:
        """Clear the flag when it was cleared as often as it was set."""
        if self._more:
            self._more -= 1
        else:
            super().clear()


class EventServesTwoLoops(_Event):
    """An event that does not notice that it is waited for in a second loop."""

    def _get_loop(self) -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()


class EventBindsWhenSet(_Event):
    """An event that binds to a loop even where nobody has to wait."""

    def _may_pass(self) -> bool:
        self._get_loop()
        return super()._may_pass()


class EventPausesWhenSet(_Event):
    """An event that lets other tasks run each time that it is waited for."""

    async def wait(self) -> Literal[True]:
        """Wait until the flag is set, a turn at least."""
        if self._value:
            await asyncio.sleep(0)
        return await super().wait()


class EventClearsItself(_Event):
    """An event that is cleared as soon as a task has gone on."""

    async def wait(self) -> Literal[True]:
        """Wait until the flag is set, and clear it."""
        await super().wait()
        self._value = False
        return True


class EventRemembersAClearedSignal(_Event):
    """An event that still lets a task pass that comes after the flag was cleared."""

    _missed = False

    async def wait(self) -> Literal[True]:
        """Wait until the flag is set, unless a signal has been missed."""
        await super().wait()
        self._missed = False
        return True

    def set(self) -> None:
        """Set the flag, and note whether nobody waits for it."""
        self._missed = not self._value and not self._waiters
        super().set()

    def _may_pass(self) -> bool:
        return self._value or self._missed


class EventAsksAgain(_Event):
    """An event that sends back to sleep whoever finds the flag cleared on waking."""

    async def wait(self) -> Literal[True]:
        """Wait until the flag is set and still is."""
        await super().wait()
        while not self._value:
            await super().wait()
        return True


class EventWakesItsLoop(_Event):
    """An event that wakes its loop when a thread sets it."""

    def set(self) -> None:
        """Set the flag and let the loop know."""
        super().set()
        wake(self._loop)
