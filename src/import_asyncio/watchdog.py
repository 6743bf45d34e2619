"""Ends a step that never suspends, which no event loop can do."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

from import_asyncio.errors import LimitReached


class TookTooLong(LimitReached):
    """The program was still busy when its real time was up."""

    def __init__(self) -> None:
        super().__init__("the program is not done in time; does a step loop without an `await`?")


@contextlib.contextmanager
def watchdog(seconds: float) -> Iterator[None]:
    """Raise ``TookTooLong`` in the calling thread after that many real seconds.

    Where no thread can start, as in a browser, nothing watches: there the page ends the worker.
    """
    caller = threading.get_ident()
    over = threading.Event()

    def watch() -> None:
        import ctypes  # Pyodide has none, and no thread that would come here

        if not over.wait(seconds):
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(caller), ctypes.py_object(TookTooLong)
            )

    thread = threading.Thread(target=watch, daemon=True)
    with contextlib.suppress(RuntimeError):
        thread.start()
    try:
        yield
    finally:
        over.set()
