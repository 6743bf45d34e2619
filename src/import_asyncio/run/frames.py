"""The frames of a suspended task, from the outermost to the innermost."""

from __future__ import annotations

import asyncio
import gc
import inspect
from collections.abc import Iterator
from types import AsyncGeneratorType, CoroutineType, FrameType, GeneratorType
from typing import Any

from import_asyncio.run.internals import FUTURE_ITERATOR


def stands(task: asyncio.Task[Any], filename: str) -> tuple[int, list[FrameType]]:
    """Return the line of the program at which a task is suspended, and the frames below it.

    The line is 0 where no frame of the task is the program's own.
    """
    line = 0
    below: list[FrameType] = []
    for frame in frames(task.get_coro()):
        if frame.f_code.co_filename == filename:
            line = frame.f_lineno
            below.clear()
        else:
            below.append(frame)
    return line, below


def frames(awaitable: object) -> Iterator[FrameType]:
    """Walk from an awaitable to the innermost thing that it awaits, frame by frame."""
    while awaitable is not None:
        frame: FrameType | None
        if isinstance(awaitable, CoroutineType):
            frame, awaitable = awaitable.cr_frame, awaitable.cr_await
        elif isinstance(awaitable, GeneratorType):
            frame, awaitable = awaitable.gi_frame, awaitable.gi_yieldfrom
        elif isinstance(awaitable, AsyncGeneratorType):
            frame, awaitable = awaitable.ag_frame, awaitable.ag_await
        else:
            frame, awaitable = None, _inside(awaitable)
        if frame is not None:
            yield frame


def _inside(awaitable: object) -> object:
    """Return the coroutine or generator that a wrapper of the interpreter drives, if any."""
    if type(awaitable).__name__ == FUTURE_ITERATOR or isinstance(awaitable, asyncio.Future):
        return None
    driven = (CoroutineType, GeneratorType, AsyncGeneratorType)
    return next((one for one in gc.get_referents(awaitable) if isinstance(one, driven)), None)


def local_values(frame: FrameType) -> dict[str, Any]:
    """Return a frame's local variables, and leave no second reference to them behind."""
    seen = frame.f_locals
    values = dict(seen)
    if isinstance(seen, dict) and frame.f_code.co_flags & inspect.CO_OPTIMIZED:
        seen.clear()
    return values


def in_program(frame: FrameType | None, filename: str) -> FrameType | None:
    """Return the innermost frame of the program that called a frame, or the frame itself."""
    while frame is not None and frame.f_code.co_filename != filename:
        frame = frame.f_back
    return frame
