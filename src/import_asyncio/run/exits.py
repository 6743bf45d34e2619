"""How a program leaves: what it registered for its end, and ``os._exit``."""

from __future__ import annotations

import atexit
import os
import sys
import threading
from collections.abc import Callable
from typing import Any, NoReturn

from import_asyncio.errors import Exited, Refused, Stopped
from import_asyncio.run.isolation import Patch, folder_of, is_own
from import_asyncio.run.tracebacks import traceback_of

Call = tuple[Callable[..., object], tuple[Any, ...], dict[str, Any]]


class Exits:
    """The functions that a program registered with ``atexit``; those of others stay with Python."""

    def __init__(self, filename: str, leave: Callable[[Exited], object]) -> None:
        self._folder = folder_of(filename)
        self._leave = leave
        self._calls: list[Call] = []

    def patches(self) -> list[Patch]:
        """Return what to put in the place of what."""
        register, unregister = atexit.register, atexit.unregister
        thread = threading.get_ident()

        def register_here(func: Callable[..., Any], *args: Any, **options: Any) -> Any:
            if not is_own(sys._getframe(1).f_code.co_filename, self._folder):
                return register(func, *args, **options)
            self._calls.append((func, args, options))
            return func

        def unregister_here(func: Callable[..., Any]) -> None:
            self._calls = [call for call in self._calls if call[0] != func]
            unregister(func)

        def leave(status: int) -> NoReturn:
            if threading.get_ident() != thread:
                raise Refused("the program calls os._exit() in a thread; the stage cannot stop it")
            exited = Exited(status)
            self._leave(exited)
            raise exited

        return [
            (atexit, "register", register_here),
            (atexit, "unregister", unregister_here),
            (os, "_exit", leave),
        ]

    def run(self) -> None:
        """Call the functions, the last first, as Python does when a program is done."""
        while self._calls:
            function, args, options = self._calls.pop()
            try:
                function(*args, **options)
            except Stopped:
                raise
            except BaseException as problem:
                said = f"Exception ignored in atexit callback: {function!r}\n"
                sys.stderr.write(said + traceback_of(problem))

    def forget(self) -> None:
        """Call none of the functions: the program did not come to its end."""
        self._calls.clear()
