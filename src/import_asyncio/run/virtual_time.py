"""The functions of ``time`` and ``datetime`` on the virtual clock."""

from __future__ import annotations

import datetime
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Any

from import_asyncio.run.dates import Date, Datetime
from import_asyncio.run.isolation import Patch
from import_asyncio.run.tracebacks import PACKAGE

if TYPE_CHECKING:
    from import_asyncio.run.stage import Stage

EPOCH = 1_600_000_000.0
BEGINNING = "here a program begins on 13 September 2020 at 12:26:40 UTC"


def virtual_times(stage: Stage) -> list[Patch]:
    """Return what to put in the place of what, so that it follows the world's time.

    A step takes no time of the processor either.
    """

    def now() -> float:
        return stage.world.now

    def note_date() -> None:
        frame: FrameType | None = sys._getframe()
        while frame is not None and frame.f_code.co_filename.startswith(PACKAGE):
            frame = frame.f_back
        if frame is not None and frame.f_code.co_filename == stage.filename:
            stage.date_line = frame.f_lineno

    def since_epoch() -> float:
        note_date()
        return EPOCH + now()

    def since_epoch_ns() -> int:
        note_date()
        return round((EPOCH + now()) * 1e9)

    def of_now(convert: Callable[..., Any], place: int = 0) -> Callable[..., Any]:
        """Let a function that takes seconds, or a date in parts, take those of now."""

        def converted(*args: Any) -> Any:
            if len(args) > place and args[place] is not None:
                return convert(*args)
            note_date()
            seconds = EPOCH + now()
            return convert(*args[:place], time.localtime(seconds) if place else seconds)

        return converted

    def ascii_time(parts: Any = None) -> str:
        note_date()
        return asctime(time.localtime(EPOCH + now()) if parts is None else parts)

    asctime = time.asctime
    return [
        (time, "sleep", _sleep(stage)),
        (time, "monotonic", now),
        (time, "perf_counter", now),
        (time, "time", since_epoch),
        (time, "monotonic_ns", lambda: round(now() * 1e9)),
        (time, "perf_counter_ns", lambda: round(now() * 1e9)),
        (time, "time_ns", since_epoch_ns),
        (time, "process_time", lambda: 0.0),
        (time, "process_time_ns", lambda: 0),
        (time, "localtime", of_now(time.localtime)),
        (time, "gmtime", of_now(time.gmtime)),
        (time, "ctime", of_now(time.ctime)),
        (time, "strftime", of_now(time.strftime, 1)),
        (time, "asctime", ascii_time),
        (datetime, "datetime", Datetime),
        (datetime, "date", Date),
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
