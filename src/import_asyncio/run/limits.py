"""How long a program may go on, and what ends one that goes on longer."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter  # the stage replaces the functions of the module

from import_asyncio.errors import LimitReached


@dataclass(frozen=True)
class Limits:
    """How long a program may go on: turns of the loop, real seconds, printed characters."""

    turns: int = 20_000
    seconds: float = 10.0
    characters: int = 100_000


class TookTooLong(LimitReached):
    """The program was still busy when its real time was up."""

    def __init__(self) -> None:
        super().__init__("the program is not done in time; does a step loop without an `await`?")


class Watchdog:
    """Says whether the time was up; whoever goes on within it puts the end off."""

    def __init__(self, seconds: float) -> None:
        self.barked = False
        self._seconds = seconds
        self.put_off()

    def put_off(self) -> None:
        """Begin the time anew."""
        self._end = perf_counter() + self._seconds

    def left(self) -> float:
        """Return the real seconds that are left."""
        return max(self._end - perf_counter(), 0)


@contextlib.contextmanager
def watchdog(seconds: float) -> Iterator[Watchdog]:
    """Raise ``TookTooLong`` in the calling thread after that many real seconds, and again.

    Where no thread can start, as in a browser, nothing watches: there the page ends the worker.
    """
    caller = threading.get_ident()
    dog = Watchdog(seconds)
    leash = threading.Lock()
    leash.acquire()

    def watch() -> None:
        while not leash.acquire(timeout=dog.left()):
            if not dog.left():
                dog.barked = True
                dog.put_off()
                _raise_in(caller, TookTooLong)

    thread = threading.Thread(target=watch, daemon=True)
    try:
        with contextlib.suppress(RuntimeError):
            thread.start()
        yield dog
    finally:
        # The leash is let go of before anything can be raised here. After that at most two
        # exceptions come: one that was on its way, and one that was being raised meanwhile.
        try:
            leash.release()
            _wait_for(thread)
        except TookTooLong:
            try:  # noqa: SIM105 -- what `suppress` would call could be struck, too
                _wait_for(thread)
            except TookTooLong:
                pass
        if dog.barked:
            _raise_in(caller, None)


def _wait_for(thread: threading.Thread) -> None:
    if thread.ident is not None:
        thread.join()


def _raise_in(thread: int, kind: type[BaseException] | None) -> None:
    """Raise an exception in a thread at its next instruction; ``None`` takes one back."""
    import ctypes  # Pyodide has none, and no thread that would come here

    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), None if kind is None else ctypes.py_object(kind)
    )
