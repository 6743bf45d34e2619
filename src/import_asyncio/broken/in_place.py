"""Puts a broken primitive in the place of asyncio's own."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator

from import_asyncio.broken.catalogue import BROKEN


@contextlib.contextmanager
def in_place(name: str) -> Iterator[None]:
    """Let asyncio have a broken primitive instead of its own, for the time of a ``with``.

    What asyncio makes of it has the fault too: a condition is made of a lock, a barrier of a
    condition. Raises ``KeyError`` for a name that is not in the catalogue.
    """
    broken = BROKEN[name]
    own = getattr(broken.home, broken.kind)
    setattr(asyncio, broken.kind, broken.cls)
    setattr(broken.home, broken.kind, broken.cls)
    try:
        yield
    finally:
        setattr(asyncio, broken.kind, own)
        setattr(broken.home, broken.kind, own)
