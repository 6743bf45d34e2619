"""A coroutine function in the place of a program."""

from __future__ import annotations

import asyncio
import functools
import inspect
import linecache
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from import_asyncio.errors import GuideError
from import_asyncio.program import Program

Main = Callable[[], Coroutine[Any, Any, object]]


@dataclass(frozen=True)
class Call(Program):
    """A coroutine function without arguments, of which each run is a call.

    The lines that are told are those of the file that it stands in.
    """

    function: Main = field(kw_only=True)

    def execute(self, module: ModuleType) -> None:
        """Call it on a new loop."""
        asyncio.run(self.function())


def call_of(function: Main) -> Call:
    """Make a call of a function; raises ``GuideError`` for one that is not ``async def``."""
    written = inspect.unwrap(function)
    while isinstance(written, functools.partial):
        written = inspect.unwrap(written.func)
    if not inspect.iscoroutinefunction(written):
        name = getattr(written, "__qualname__", repr(written))
        raise GuideError(f"{name} is no `async def`; only that has orders to try")
    filename = written.__code__.co_filename
    source = "".join(linecache.getlines(filename))
    if not source:
        raise GuideError(f"{filename}: the source of {written.__qualname__} cannot be read")
    return Call(filename, source, function=function)
