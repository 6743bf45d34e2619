"""The functions of ``time`` on the virtual clock."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from import_asyncio.run.stage import Stage

EPOCH = 1_600_000_000.0


def virtual_times(stage: Stage) -> list[tuple[Any, str, object]]:
    """Return what to put in the place of which functions, so that they follow the world's time."""

    def now() -> float:
        return stage.world.now

    def since_epoch() -> float:
        return EPOCH + stage.world.now

    return [
        (time, "sleep", _sleep(stage)),
        (time, "monotonic", now),
        (time, "perf_counter", now),
        (time, "time", since_epoch),
        (time, "monotonic_ns", lambda: round(now() * 1e9)),
        (time, "perf_counter_ns", lambda: round(now() * 1e9)),
        (time, "time_ns", lambda: round(since_epoch() * 1e9)),
    ]


def _sleep(stage: Stage) -> Callable[[float], None]:
    real_sleep = time.sleep
    stage_thread = threading.get_ident()

    def sleep(seconds: float) -> None:
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        if any(loop.workers.sleep(seconds, stage.world.now) for loop in stage.loops):
            return
        if threading.get_ident() == stage_thread:
            stage.world.now = round(stage.world.now + seconds, 9)
        else:
            real_sleep(seconds)

    return sleep
