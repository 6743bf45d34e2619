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
        self.asleep = False
        self.barked = False
        self._seconds = seconds
        self.put_off()

    def put_off(self) -> None:
        """Begin the time anew."""
        self._end = perf_counter() + self._seconds

    def left(self) -> float:
        """Return the real seconds that are left."""
        return self._end - perf_counter()


@contextlib.contextmanager
def watchdog(seconds: float) -> Iterator[Watchdog]:
    """Raise ``TookTooLong`` in the calling thread after that many real seconds, and again.

    Where no thread can start, as in a browser, nothing watches: there the page ends the worker.
    """
    caller = threading.get_ident()
    dog = Watchdog(seconds)
    barking = threading.Condition()

    def watch() -> None:
        with barking:
            while not dog.asleep:
                if dog.left() > 0:
                    barking.wait(dog.left())
                else:
                    dog.barked = True
                    dog.put_off()
                    _raise_in(caller, TookTooLong)

    def end() -> None:
        while not dog.asleep:
            with contextlib.suppress(TookTooLong), barking:
                dog.asleep = True
                barking.notify()
        if dog.barked:
            _raise_in(caller, None)

    thread = threading.Thread(target=watch, daemon=True)
    with contextlib.suppress(RuntimeError):
        thread.start()
    try:
        yield dog
    finally:
        try:
            end()
        except TookTooLong:  # raised just now; there is no other to come
            end()


def _raise_in(thread: int, kind: type[BaseException] | None) -> None:
    """Raise an exception in a thread at its next instruction; ``None`` takes one back."""
    import ctypes  # Pyodide has none, and no thread that would come here

    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), None if kind is None else ctypes.py_object(kind)
    )
