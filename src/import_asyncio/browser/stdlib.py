"""The rest of the standard library, fetched when a program first imports a part of it."""

from __future__ import annotations

import gc
import importlib
import importlib.abc
import io
import sys
import zipimport
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

REST = "/lib/rest.zip"
ELSEWHERE = "elsewhere.txt"


class Elsewhere(importlib.abc.MetaPathFinder):
    """Finds what the everyday part of the standard library leaves out, when it is first needed."""

    def __init__(self, fetch_rest: Callable[[], bytes]) -> None:
        self._fetch_rest = fetch_rest
        self._names: frozenset[str] | None = None

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a module of the second zip, fetching it first."""
        if fullname in self._in_rest():
            self._add_rest(fullname)
            parts = fullname.split(".")[:-1]
            return PathFinder.find_spec(fullname, ["/".join([REST, *parts])])
        return None

    def _in_rest(self) -> frozenset[str]:
        if self._names is None:
            core = next(part for part in sys.path if part.startswith("/lib/python"))
            text = zipimport.zipimporter(core).get_data(f"{core}/{ELSEWHERE}").decode()
            self._names = frozenset(text.split())
        return self._names

    def _add_rest(self, fullname: str) -> None:
        if not Path(REST).exists():
            try:
                rest = self._fetch_rest()
            except Exception as problem:
                words = f"{fullname} could not be fetched; is the network there? ({problem})"
                raise ImportError(words, name=fullname) from None
            Path(REST).write_bytes(rest)
            sys.path.append(REST)
            importlib.invalidate_caches()


def install(fetch_rest: Callable[[], Any]) -> None:
    """Make this Python ready for readers' programs; ``fetch_rest`` returns the second zip."""
    sys.meta_path.append(Elsewhere(lambda: fetch_rest().to_bytes()))
    sys.stdin = io.StringIO("")
    gc.collect()
    gc.freeze()
