"""The values of expressions between two steps of a run."""

from __future__ import annotations

import asyncio
import sys
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from import_asyncio.errors import GuideError
from import_asyncio.run.expressions import (
    NoValueError,
    evaluate,
    names_in,
    parse_expression,
    written,
)
from import_asyncio.run.frames import frames, local_values

LOOKS_AT_ITSELF = {"locals", "vars", "exec", "eval", "f_locals"}


class Values:
    """Reads expressions where they have a value, and changes nothing.

    An expression is evaluated among the module's names if it needs no others; else in the first
    frame of the program, of the tasks in order of creation, each from its outermost, that has the
    rest of its names. A frame whose function looks at its own ``locals()`` is left alone.
    ``problems`` says why an expression has no value, while it has none.
    """

    def __init__(self, expressions: Sequence[str], filename: str) -> None:
        self.expressions = tuple(expressions)
        self.problems: list[str] = [""] * len(self.expressions)
        self._parsed = [parse_expression(text) for text in self.expressions]
        self._had_one = [False] * len(self.expressions)
        self._refused: set[int] = set()
        self._filename = filename

    def read(self, tasks: Iterable[asyncio.Task[Any]]) -> tuple[str, ...]:
        """Return what each expression is now, as Python writes it; empty where it has no value."""
        if not self.expressions:
            return ()
        scopes = _Scopes(tasks, self._filename)
        return tuple(self._read(number, scopes) for number in range(len(self.expressions)))

    def _read(self, number: int, scopes: _Scopes) -> str:
        if number in self._refused:
            return ""
        text, parsed = self.expressions[number], self._parsed[number]
        try:
            value = written(evaluate(parsed, scopes.with_names(names_in(parsed))), text)
        except NoValueError as problem:
            known = self.problems[number] and isinstance(problem, NoNameError)
            if not self._had_one[number] and not known:
                self.problems[number] = f"`{text}` has no value: {problem}"
            return ""
        except GuideError as problem:
            self.problems[number] = str(problem)
            self._refused.add(number)
            return ""
        self._had_one[number] = True
        self.problems[number] = ""
        return value


class NoNameError(NoValueError):
    """Nothing is called what an expression names."""


class _Scopes:
    """The names of a program at one moment: the module's, then those of each frame."""

    def __init__(self, tasks: Iterable[asyncio.Task[Any]], filename: str) -> None:
        self._module = vars(sys.modules["__main__"])
        self._waiting = _frames(tasks, filename)
        self._seen: list[Mapping[str, Any]] = []

    def with_names(self, names: set[str]) -> Mapping[str, Any]:
        """Return the first that has all of some names; raises ``NoNameError`` where none has."""
        missing = names - self._module.keys()
        if not missing:
            return self._module
        for local in self._all():
            if missing <= local.keys():
                return ChainMap(dict(local), self._module)
        raise NoNameError(f"nothing in the program is called `{'` and `'.join(sorted(missing))}`")

    def _all(self) -> Iterator[Mapping[str, Any]]:
        yield from self._seen
        for local in self._waiting:
            self._seen.append(local)
            yield local


def _frames(tasks: Iterable[asyncio.Task[Any]], filename: str) -> Iterator[Mapping[str, Any]]:
    for task in tasks:
        for frame in () if task.done() else frames(task.get_coro()):
            code = frame.f_code
            if code.co_filename == filename and LOOKS_AT_ITSELF.isdisjoint(code.co_names):
                yield local_values(frame)
