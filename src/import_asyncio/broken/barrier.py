"""Barriers that each lack one guarantee."""

from __future__ import annotations

import asyncio
from asyncio.locks import _BarrierState as State
from typing import Any

from import_asyncio.broken.condition import ConditionServesTwoLoops


class _Barrier(asyncio.Barrier):
    """asyncio's barrier, with the private names that the faults lean on."""

    _cond: asyncio.Condition
    _count: int
    _parties: int
    _state: State

    async def _block(self) -> None:
        await super()._block()  # type: ignore[misc]

    async def _release(self) -> None:
        await super()._release()  # type: ignore[misc]

    def _exit(self) -> None:
        super()._exit()  # type: ignore[misc]


class BarrierOpensOneEarly(_Barrier):
    """A barrier that opens before the last party has come, where three or more should meet."""

    def __init__(self, parties: int) -> None:
        super().__init__(parties)
        if parties > 2:
            self._parties -= 1


class BarrierWakesOne(_Barrier):
    """A barrier that lets only one of those go on who wait when it opens."""

    async def _release(self) -> None:
        self._state = State.DRAINING
        self._cond.notify()


class BarrierGivesPlacesBackwards(_Barrier):
    """A barrier that gives the last place to the first to come."""

    async def wait(self) -> int:
        """Wait for all parties; return the place counted from the end."""
        return self._parties - 1 - await super().wait()


class BarrierBreaksWhenOneLeaves(_Barrier):
    """A barrier that breaks when a party does not wait any longer."""

    async def wait(self) -> int:
        """Wait for all parties, or until one of them leaves."""
        try:
            return await super().wait()
        except asyncio.CancelledError:
            if self._state is State.FILLING:
                await self.abort()
            raise


class BarrierCountsTheCancelled(_Barrier):
    """A barrier that still counts a party that has been cancelled."""

    async def wait(self) -> int:
        """Wait for all parties, those who have left included."""
        try:
            return await super().wait()
        except asyncio.CancelledError:
            if self._state is State.FILLING:
                self._count += 1
            raise


class BarrierClosesOnItsParties(_Barrier):
    """A barrier that closes again when a party is cancelled as it opens."""

    async def wait(self) -> int:
        """Wait for all parties."""
        try:
            return await super().wait()
        except asyncio.CancelledError:
            if self._state is State.DRAINING:
                self._state = State.FILLING
            raise


class BarrierStaysOpenForTheCancelled(_Barrier):
    """A barrier that never closes when a party is cancelled as it opens."""

    async def wait(self) -> int:
        """Wait for all parties."""
        try:
            return await super().wait()
        except asyncio.CancelledError:
            if self._state is State.DRAINING:
                self._count += 1
            raise


class BarrierKeepsItsWord(_Barrier):
    """A barrier that is aborted or reset only after those have passed for whom it has opened."""

    async def abort(self) -> None:
        """Break the barrier, once nobody is on the way through."""
        await self._until_drained()
        await super().abort()

    async def reset(self) -> None:
        """Begin anew, once nobody is on the way through."""
        await self._until_drained()
        await super().reset()

    async def _until_drained(self) -> None:
        async with self._cond:
            await self._cond.wait_for(lambda: self._state is not State.DRAINING)


class BarrierWithoutDraining(_Barrier):
    """A barrier that does not wait for the last party to leave before it takes in the next."""

    async def _block(self) -> None:
        if self._state in (State.BROKEN, State.RESETTING):
            await super()._block()


class BarrierStaysOpen(_Barrier):
    """A barrier that lets everybody pass once it has opened."""

    _opened = False

    async def wait(self) -> int:
        """Wait for all parties, the first time."""
        if self._opened:
            return 0
        return await super().wait()

    def _exit(self) -> None:
        self._opened = self._state is State.DRAINING
        super()._exit()


class BarrierOpensOnce(_Barrier):
    """A barrier that is broken after it has opened once."""

    def _exit(self) -> None:
        opened = self._state is State.DRAINING
        super()._exit()
        if opened and self._count == 0:
            self._state = State.BROKEN


class BarrierCountsTasks(_Barrier):
    """A barrier that does not count a task that has waited before."""

    def __init__(self, parties: int) -> None:
        super().__init__(parties)
        self._known: set[asyncio.Task[Any] | None] = set()

    async def wait(self) -> int:
        """Wait for all parties, each of them once."""
        if asyncio.current_task() in self._known:
            async with self._cond:
                await self._cond.wait_for(lambda: self._state is State.BROKEN)
        self._known.add(asyncio.current_task())
        return await super().wait()


class BarrierAbortLeavesThemWaiting(_Barrier):
    """A barrier that wakes nobody when it is aborted."""

    async def abort(self) -> None:
        """Break the barrier for those who come."""
        async with self._cond:
            self._state = State.BROKEN


class BarrierForgetsItsAbort(_Barrier):
    """A barrier that takes in new parties after it was aborted."""

    async def abort(self) -> None:
        """Send away those who wait."""
        await self.reset()


class BarrierResetLeavesThemWaiting(_Barrier):
    """A barrier that wakes nobody when it is reset."""

    async def reset(self) -> None:
        """Begin anew with those who wait."""
        async with self._cond:
            self._state = State.FILLING


class BarrierResetLetsThemPass(_Barrier):
    """A barrier that lets those pass who wait when it is reset."""

    async def reset(self) -> None:
        """Open the barrier for those who wait."""
        async with self._cond:
            if self._count:
                await self._release()


class BarrierResetBreaksIt(_Barrier):
    """A barrier that is broken for good when it is reset."""

    async def reset(self) -> None:
        """Break the barrier."""
        await self.abort()


class BarrierServesTwoLoops(_Barrier):
    """A barrier that does not notice that it is waited at in a second loop."""

    def __init__(self, parties: int) -> None:
        super().__init__(parties)
        self._cond = ConditionServesTwoLoops()
