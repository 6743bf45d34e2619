"""What a reader calls a task."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from import_asyncio.labels import numbered
from import_asyncio.run.frames import local_values

LONGEST_HINT = 16


def labels(tasks: Sequence[asyncio.Task[Any]]) -> list[str]:
    """Name tasks, in order of creation, as a reader would.

    The first is ``main``. Others go by the name that the program gave them, else by their hint;
    those that would be called the same are numbered.
    """
    return numbered([called(task) for task in tasks])


def number_of(task: asyncio.Task[Any]) -> int:
    """Return the number that its loop gave to a task, from 1, or 0 where it gave none."""
    number: int = getattr(task, "serial", 0)
    return number


def called(task: asyncio.Task[Any]) -> str:
    """Return what a reader calls a task, before those of one name are numbered."""
    number = number_of(task)
    if number == 1:
        return "main"
    given = task.get_name()
    return getattr(task, "hint", "") or given if given == f"Task-{number}" else given


def hint(coro: object) -> str:
    """Return what a reader may call the task of a fresh coroutine by.

    That is its first argument if it is a short text, as in ``guest("Ann", door)``, else the
    name of the coroutine function.
    """
    frame = getattr(coro, "cr_frame", None)
    if frame is None:
        return ""
    code = frame.f_code
    values = local_values(frame)
    for name in code.co_varnames[: code.co_argcount]:
        value = values.get(name)
        if isinstance(value, str) and 0 < len(value) <= LONGEST_HINT and value.isprintable():
            return value
    return str(code.co_name)
