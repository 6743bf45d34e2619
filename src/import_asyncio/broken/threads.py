"""What a primitive has to know that may be used in a thread."""

from __future__ import annotations

import asyncio
from typing import Any


def wake(loop: asyncio.AbstractEventLoop | None) -> None:
    """Wake a loop that runs in another thread, so that it sees what has become ready."""
    if loop is None or loop.is_closed() or asyncio._get_running_loop() is loop:
        return
    loop.call_soon_threadsafe(lambda: None)


def running_task() -> asyncio.Task[Any] | None:
    """Return the task whose step this is, or None outside of tasks and loops."""
    loop = asyncio._get_running_loop()
    return None if loop is None else asyncio.current_task(loop)
