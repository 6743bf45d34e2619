"""Sets of tasks that asyncio makes, in an order that the world may choose.

The order of a set is promised by nobody: not that of the tasks that a task group cancels, of
``done`` and ``pending`` of ``asyncio.wait``, of ``all_tasks``, which ``asyncio.run`` cancels at its
end, and of the coroutines that ``as_completed`` makes tasks of.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

Arrange = Callable[[Sequence[Any]], Sequence[Any]]
MERELY_COUNTED = ("wait",)


class TaskSet(set[Any]):
    """A set whose order is chosen when it is first asked for, and then stays.

    Unless the world chooses another, its members come in the order in which they were given, and
    tasks that were added later in the order of creation.
    """

    arrange: Arrange = staticmethod(lambda members: members)
    _given: Sequence[Any] = ()
    _order: Sequence[Any] = ()

    def __init__(self, members: Iterable[Any] = ()) -> None:
        self._given = tuple(members)
        super().__init__(self._given)

    def __iter__(self) -> Iterator[Any]:
        size = len(self)
        for member in self._arranged():
            if len(self) != size:
                raise RuntimeError("Set changed size during iteration")
            yield member

    def __repr__(self) -> str:
        return repr(set(self))

    def pop(self) -> Any:
        """Remove the first member, and return it."""
        for member in self:
            self.remove(member)
            return member
        raise KeyError("pop from an empty set")

    def _arranged(self) -> Sequence[Any]:
        if any(member not in self._order for member in super().__iter__()):
            places = {id(member): place for place, member in enumerate(self._given)}
            members = sorted(
                super().__iter__(),
                key=lambda member: (
                    places.get(id(member), len(places)),
                    getattr(member, "serial", 0),
                ),
            )
            self._order = self.arrange(members) if len(members) > 1 else members
        return [member for member in self._order if member in self]


@contextlib.contextmanager
def sets_arranged(arrange: Arrange) -> Iterator[None]:
    """Let asyncio make sets whose order ``arrange`` chooses, for the time of a ``with``."""
    kind = type("TaskSet", (TaskSet,), {"arrange": staticmethod(arrange)})

    def make(members: Iterable[Any] = ()) -> set[Any]:
        merely_counted = sys._getframe(1).f_code.co_name in MERELY_COUNTED
        return set(members) if merely_counted else kind(members)

    def all_tasks(loop: asyncio.AbstractEventLoop | None = None) -> set[asyncio.Task[Any]]:
        tasks: set[asyncio.Task[Any]] = kind(
            sorted(stock_all_tasks(loop), key=lambda task: getattr(task, "serial", 0))
        )
        return tasks

    stock_all_tasks = asyncio.all_tasks
    modules: Sequence[Any] = (asyncio.tasks, asyncio.taskgroups)
    for module in modules:
        module.set = make
    asyncio.all_tasks = asyncio.tasks.all_tasks = all_tasks
    try:
        yield
    finally:
        for module in modules:
            del module.set
        asyncio.all_tasks = asyncio.tasks.all_tasks = stock_all_tasks
