"""The primitives of a program, each with the name that the program gives it."""

from __future__ import annotations

import asyncio
import sys
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

from import_asyncio.program import Program
from import_asyncio.record.draft import Draft
from import_asyncio.record.names import name_of_call
from import_asyncio.recording import Primitive
from import_asyncio.run.frames import in_program
from import_asyncio.run.internals import lock_of
from import_asyncio.run.waiting import kind_of


class Primitives:
    """Numbers primitives, and refers to them weakly.

    The lock inside a barrier is the barrier's own affair: ``is_inner`` tells it.
    """

    def __init__(self, draft: Draft, program: Program) -> None:
        self._draft = draft
        self._program = program
        self._known: WeakKeyDictionary[Any, int] = WeakKeyDictionary()
        self._inner: WeakSet[Any] = WeakSet()

    def made(self, owner: object, value: Any) -> None:
        """Note a new primitive, and the value of the attribute that was set."""
        if isinstance(owner, asyncio.Barrier):
            self._inner.add(lock_of(value))
        self.number(owner, kind_of(owner))

    def number(self, owner: object, kind: str) -> int:
        """Return a primitive's index, and note it when it is new."""
        index = self._known.get(owner)
        if index is None:
            index = self._known[owner] = len(self._draft.primitives)
            self._draft.primitives.append(Primitive(kind, self._given_name()))
        return index

    def known(self, owner: object) -> int | None:
        """Return a primitive's index, if it was noted."""
        return self._known.get(owner)

    def is_inner(self, owner: object) -> bool:
        """Say whether a lock is inside a barrier."""
        return owner in self._inner

    def _given_name(self) -> str:
        frame = in_program(sys._getframe(), self._program.filename)
        return "" if frame is None else name_of_call(frame, self._program.tree)
