"""Every way in which a program comes by an event loop: policies, factories, asyncio's own class."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from import_asyncio.errors import Refused
from import_asyncio.run.internals import DEFAULT_POLICY
from import_asyncio.run.isolation import Patch
from import_asyncio.run.loop import StageLoop

CLASSES = ("SelectorEventLoop", "ProactorEventLoop", "EventLoop")


class LoopClass(type):
    """The type of a class of which every loop of the stage is an instance."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, StageLoop)


def ways_to_a_loop(new_event_loop: Callable[[], StageLoop]) -> list[Patch]:
    """Return what to put in the place of what, so that all of them lead to ``new_event_loop``.

    A program's own policy is asked as always; the default one makes its loops here.
    """

    class SelectorEventLoop(metaclass=LoopClass):
        """What stands for asyncio's class."""

        def __new__(cls, *args: object, **options: object) -> Any:
            if cls is not SelectorEventLoop:
                raise Refused(
                    f"the program makes an event loop of its own class, {cls.__name__}; "
                    "the stage has its own loop"
                )
            return new_event_loop()

    return [
        (asyncio.events, "_event_loop_policy", None),
        (DEFAULT_POLICY, "_loop_factory", staticmethod(new_event_loop)),
        *((asyncio, name, SelectorEventLoop) for name in CLASSES if hasattr(asyncio, name)),
        (asyncio, "new_event_loop", asyncio.events.new_event_loop),
        (asyncio, "run", asyncio.runners.run),
    ]
