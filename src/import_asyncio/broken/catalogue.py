"""The broken primitives by name: ``lock_lets_newcomers_in`` is ``LockLetsNewcomersIn``."""

from __future__ import annotations

import asyncio
import re
from asyncio import locks, queues
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from import_asyncio.broken import barrier, condition, event, lock, queue, semaphore

HOMES = (locks, queues)


@dataclass(frozen=True)
class Broken:
    """One broken primitive.

    ``primitive`` is ``"lock"``, ``"event"`` and so on, ``kind`` the class of asyncio whose place
    it takes, ``fault`` what is wrong with it: what follows on ``a lock that``.
    """

    name: str
    primitive: str
    kind: str
    fault: str
    cls: type[Any]

    @property
    def words(self) -> str:
        """What it is: ``a lock that`` and its fault."""
        article = "an" if self.primitive[0] in "aeiou" else "a"
        return f"{article} {self.primitive} that {self.fault}"

    @property
    def home(self) -> ModuleType:
        """The module of asyncio that has its kind."""
        return next(module for module in HOMES if hasattr(module, self.kind))


def _all() -> Iterator[Broken]:
    homes = [module.__name__ for module in HOMES]
    for module in (lock, event, semaphore, condition, barrier, queue):
        primitive = module.__name__.rpartition(".")[2]
        for cls in _classes_of(module):
            name = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
            kind = next(base for base in cls.__mro__ if base.__module__ in homes)
            fault = (cls.__doc__ or "").partition("\n")[0].partition(" that ")[2].rstrip(".")
            yield Broken(name, primitive, kind.__name__, fault, cls)


def _classes_of(module: ModuleType) -> list[type[Any]]:
    return [
        value
        for name, value in vars(module).items()
        if isinstance(value, type)
        and value.__module__ == module.__name__
        and not name.startswith("_")
    ]


def _pass_for_its_kind(broken: Broken) -> None:
    """Let messages, reports and pictures take a class and its methods for asyncio's own.

    What the stage says of a wait it knows from the name and the folder of the function that waits.
    """
    cls = broken.cls
    file = Path(asyncio.__file__).with_name(f"broken_{broken.primitive}.py")
    for part in cls.__mro__[: cls.__mro__.index(getattr(broken.home, broken.kind))]:
        for name, value in vars(part).items():
            if isinstance(value, FunctionType):
                value.__qualname__ = f"{broken.kind}.{name}"
                value.__code__ = value.__code__.replace(
                    co_qualname=value.__qualname__, co_filename=str(file)
                )
    cls.__name__ = cls.__qualname__ = broken.kind
    cls.__module__ = broken.home.__name__


BROKEN = {broken.name: broken for broken in _all()}
for _broken in BROKEN.values():
    _pass_for_its_kind(_broken)
