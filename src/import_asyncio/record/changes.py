"""Tells when a primitive is made, taken or given back, which asyncio does not say.

Each class of primitives has one attribute that its methods set then. During a run that attribute
is a data descriptor that tells of each change and stores the value where it always is, so that
the methods, their frames and their tracebacks stay as they are.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from import_asyncio.run.internals import CHANGING

Changed = Callable[[Any, object, Any], None]


class ObservedAttribute:
    """An attribute that tells of each change: the owner, the value before, or ``NEW``, and now."""

    def __init__(self, name: str, changed: Changed) -> None:
        self.name = name
        self.changed = changed

    def __get__(self, owner: Any, kind: type) -> Any:
        if owner is None:
            return self
        try:
            return owner.__dict__[self.name]
        except KeyError:
            raise AttributeError(self.name) from None

    def __set__(self, owner: Any, value: Any) -> None:
        before = owner.__dict__.get(self.name, NEW)
        owner.__dict__[self.name] = value
        self.changed(owner, before, value)


NEW = object()


@contextlib.contextmanager
def observed(changed: Changed) -> Iterator[None]:
    """Call ``changed`` for each change of a primitive, for the time of a ``with``."""
    for kind, name in CHANGING:
        setattr(kind, name, ObservedAttribute(name, changed))
    try:
        yield
    finally:
        for kind, name in CHANGING:
            delattr(kind, name)
