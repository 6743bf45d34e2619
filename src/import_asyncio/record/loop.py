"""The loop of a run that is watched: it tells a recorder what it does."""

from __future__ import annotations

import asyncio
import collections
from collections.abc import Coroutine
from typing import Any

from import_asyncio.record.recorder import Recorder
from import_asyncio.run import loop


class Ready(collections.deque[asyncio.Handle]):
    """asyncio's queue of ready callbacks, and a recorder that is told of them."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__()
        self.recorder = recorder

    def append(self, handle: asyncio.Handle) -> None:
        """Put a callback at the end; the recorder hears of it first."""
        self.recorder.made_ready(handle)
        super().append(handle)

    def popleft(self) -> asyncio.Handle:
        """Take the next callback, which runs at once."""
        handle = super().popleft()
        self.recorder.runs(handle)
        return handle


class RecordedTask(loop.StageTask):
    """A task that tells the recorder of its loop who wants to cancel or to rename it."""

    def cancel(self, msg: Any | None = None) -> bool:
        """Ask the task to cancel; the recorder hears of it first."""
        if not self.done():
            self._recorder.cancels(self)
        return super().cancel(msg)

    def set_name(self, value: object) -> None:
        """Rename the task, and tell."""
        super().set_name(value)
        self._recorder.renamed(self)

    @property
    def _recorder(self) -> Recorder:
        watched = self.get_loop()
        assert isinstance(watched, RecordingLoop)
        return watched.recorder


RecordedTask.__name__ = RecordedTask.__qualname__ = loop.StageTask.__name__


class RecordingLoop(loop.StageLoop):
    """A loop that tells ``recorder`` what it does, and stops it before its own clearing up."""

    task_type = RecordedTask

    def __init__(self, world: loop.World, *, recorder: Recorder, **options: Any) -> None:
        super().__init__(world, **options)
        self.recorder = recorder
        self._ready = Ready(recorder)
        on_stop = self.on_stop

        def stop(reason: Any) -> None:
            recorder.stop()
            on_stop(reason)

        self.on_stop = stop
        recorder.loop_starts(self)

    def select(self, timeout: float | None) -> list[object]:
        """Begin a turn, and tell."""
        self.recorder.turn(self.turn + 1)
        return super().select(timeout)

    def close(self) -> None:
        """End the last step, then the loop."""
        self.recorder.idle()
        super().close()

    def task_comes(self, coro: Coroutine[Any, Any, Any]) -> None:
        """Tell of a coroutine that is about to become a task."""
        self.recorder.task_comes(coro)

    def task_came(self, task: asyncio.Task[Any]) -> None:
        """Tell of a task that was created."""
        self.recorder.task_came(task)
