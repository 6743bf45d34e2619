"""The loop of a run that is watched: it tells a watcher what it does."""

from __future__ import annotations

import asyncio
import collections
from collections.abc import Coroutine
from typing import Any

from import_asyncio.record.recorder import Watcher
from import_asyncio.run import loop


class Ready(collections.deque[asyncio.Handle]):
    """asyncio's queue of ready callbacks, and a watcher that is told of them."""

    def __init__(self, watcher: Watcher) -> None:
        super().__init__()
        self.watcher = watcher

    def append(self, handle: asyncio.Handle) -> None:
        """Put a callback at the end; the watcher hears of it first."""
        self.watcher.made_ready(handle)
        super().append(handle)

    def popleft(self) -> asyncio.Handle:
        """Take the next callback, which runs at once."""
        handle = super().popleft()
        self.watcher.runs(handle)
        return handle


class Task(loop.Task):
    """A task that tells the watcher of its loop who wants to cancel or to rename it.

    asyncio prints the name of the class, which therefore is its own.
    """

    def cancel(self, msg: Any | None = None) -> bool:
        """Ask the task to cancel; the watcher hears of it first."""
        if not self.done():
            self._watcher.cancels(self)
        return super().cancel(msg)

    def set_name(self, value: object) -> None:
        """Rename the task, and tell."""
        super().set_name(value)
        self._watcher.renamed(self)

    @property
    def _watcher(self) -> Watcher:
        watched = self.get_loop()
        assert isinstance(watched, WatchedLoop)
        return watched.watcher


class WatchedLoop(loop.StageLoop):
    """A loop that tells ``watcher`` what it does, and stops it before its own clearing up."""

    task_type = Task

    def __init__(self, world: loop.World, *, watcher: Watcher, **options: Any) -> None:
        super().__init__(world, **options)
        self.watcher = watcher
        self._ready = Ready(watcher)
        on_stop = self.on_stop

        def stop(reason: Any) -> None:
            watcher.stop()
            on_stop(reason)

        self.on_stop = stop
        watcher.loop_starts(world)

    def select(self, timeout: float | None) -> list[object]:
        """Begin a turn, and tell."""
        self.watcher.turn(self.turn + 1)
        return super().select(timeout)

    def close(self) -> None:
        """End the last step, then the loop."""
        self.watcher.idle()
        super().close()

    def task_comes(self, coro: Coroutine[Any, Any, Any]) -> None:
        """Tell of a coroutine that is about to become a task."""
        self.watcher.task_comes(coro)

    def task_came(self, task: asyncio.Task[Any]) -> None:
        """Tell of a task that was created."""
        self.watcher.task_came(task)
