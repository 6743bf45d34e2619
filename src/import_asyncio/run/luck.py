"""Random numbers that are the same in each run, whatever a program asks for them.

The functions of ``random`` and ``os.urandom``, on which ``secrets`` and ``uuid`` lean, are
replaced by ones that go on to work where a library keeps them: they ask whose turn it is.
"""

from __future__ import annotations

import functools
import os
import random
import sys
from collections.abc import Callable
from types import FrameType, MethodType
from typing import Any

from import_asyncio.run.frames import in_program
from import_asyncio.run.internals import shared_random
from import_asyncio.run.isolation import Patch

SEED = 20_200_913

_seed = random.Random.seed
_urandom = os.urandom
_in_use: list[Luck] = []


class Luck:
    """The random numbers of one program; ``line`` is the last of its lines that asked for some."""

    def __init__(self, filename: str) -> None:
        self.line = 0
        self._filename = filename
        self._asked = True
        self._state: Any = None
        self._bytes = random.Random(SEED)

    def begin(self) -> None:
        """Begin anew, for a run; only if numbers were asked for, since to begin takes a while."""
        if self._asked:
            _seed(shared_random, SEED)
            self._bytes = random.Random(SEED)
            self._asked = False

    def start(self) -> None:
        """Take the place of chance."""
        self._state = random.getstate()
        _in_use.append(self)
        self.begin()

    def end(self) -> None:
        """Give chance its place back."""
        _in_use.remove(self)
        random.setstate(self._state)

    def asked(self, frame: FrameType | None) -> None:
        """Note that numbers are asked for, and at which line of the program."""
        self._asked = True
        frame = in_program(frame, self._filename)
        if frame is not None:
            self.line = frame.f_lineno

    def bytes(self, count: int) -> bytes:
        """Return bytes as from the operating system."""
        return self._bytes.randbytes(count)


def lucky() -> list[Patch]:
    """Return what to put in the place of what."""
    return [
        (os, "urandom", urandom),
        (random, "_urandom", urandom),
        (random.Random, "seed", seed),
        *((random, name, function) for name, function in DRAWING.items()),
        *_of_uuid(),
    ]


def _of_uuid() -> list[Patch]:
    """Let ``uuid1`` take its time from ``time`` and its node from nowhere."""
    if sys.platform == "emscripten":  # there it does, and to import it would have it fetched
        return []
    import uuid

    values = {"_generate_time_safe": None, "_UuidCreate": None, "_node": 1, "_last_timestamp": None}
    return [(uuid, name, value) for name, value in values.items() if hasattr(uuid, name)]


def urandom(size: int, /) -> bytes:
    """Return ``size`` bytes, on the stage the same in each run."""
    if not _in_use:
        return _urandom(size)
    _in_use[-1].asked(sys._getframe(1))
    return _in_use[-1].bytes(size)


def seed(self: random.Random, a: Any = None, version: int = 2) -> None:
    """Seed a generator; on the stage by the luck of the program if it is not told with what."""
    if _in_use and a is None:
        _in_use[-1].asked(sys._getframe(1))
        a = _in_use[-1].bytes(8)
    _seed(self, a, version)


def _drawing(method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def draw(*args: Any, **options: Any) -> Any:
        if _in_use:
            _in_use[-1].asked(sys._getframe(1))
        return method(*args, **options)

    return draw


def _shared(name: str) -> bool:
    return getattr(getattr(random, name), "__self__", None) is shared_random


DRAWING = {name: _drawing(getattr(random, name)) for name in random.__all__ if _shared(name)}
DRAWING["seed"] = _drawing(MethodType(seed, shared_random))
