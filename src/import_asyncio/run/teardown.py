"""Ends the tasks of a program that was stopped, even one that swallows every exception."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from types import CoroutineType
from typing import Any

from import_asyncio.run.internals import set_running_loop


def close_all(tasks: Sequence[asyncio.Task[Any]], loop: asyncio.AbstractEventLoop) -> None:
    """Close the coroutine of each task; ``loop`` must not be closed yet."""
    set_running_loop(loop)
    try:
        for task in tasks:
            close(task)
            _keep(task.get_coro())
    finally:
        set_running_loop(None)


def close(task: asyncio.Task[Any]) -> None:
    """Close the coroutine of a task.

    A task group needs a second time: at the first it waits for its tasks once more.
    """
    for _ in range(2):
        with contextlib.suppress(BaseException):
            task.get_coro().close()


def _keep(coro: object) -> None:
    """Never let go a coroutine that goes on after all: its destructor would run it for ever."""
    if isinstance(coro, CoroutineType) and coro.cr_frame is not None:
        with contextlib.suppress(ImportError):  # Pyodide has none
            import ctypes

            ctypes.pythonapi.Py_IncRef(ctypes.py_object(coro))
