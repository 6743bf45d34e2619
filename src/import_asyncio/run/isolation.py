"""Lets a program run in this process as in a fresh one, and removes what it leaves behind."""

from __future__ import annotations

import contextlib
import gc
import linecache
import logging
import os
import sys
import types
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from import_asyncio.program import Program

PACKAGE = str(Path(__file__).resolve().parents[1])
INSTALLED = "site-packages"
HIDDEN = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)
Patch = tuple[Any, str, object]


@contextlib.contextmanager
def like_a_fresh_process(
    program: Program, out: TextIO, err: TextIO, *, every_warning: bool = False
) -> Iterator[types.ModuleType]:
    """Give the program a `__main__`, modules, streams, warnings and loggers of its own.

    It is warned as Python warns by default, or of everything.
    """
    module = types.ModuleType("__main__")
    module.__file__ = program.filename
    lines = program.source.splitlines(keepends=True)
    linecache.cache[program.filename] = (len(program.source), None, lines, program.filename)
    root = logging.getLogger()
    traces = Traces(program.filename)
    with (
        replaced(sys, "argv", [program.filename, *program.arguments]),
        replaced(sys, "path", [str(Path(program.filename).parent), *sys.path]),
        replaced(root, "handlers", []),
        _main_module(module),
        replaced(sys, "stdout", out),
        replaced(sys, "__stdout__", out),
        replaced(sys, "stderr", err),
        replaced(sys, "__stderr__", err),
        warnings.catch_warnings(),
    ):
        _filter_warnings(every_warning)
        warnings.showwarning = _show_warning
        gc.freeze()
        try:
            yield module
        finally:
            module.__dict__.clear()
            traces.remove()
            gc.collect()
            gc.unfreeze()


def _filter_warnings(every_warning: bool) -> None:
    warnings.resetwarnings()
    if every_warning:
        warnings.simplefilter("default")
        return
    for category in HIDDEN:
        warnings.simplefilter("ignore", category)
    warnings.filterwarnings("default", category=DeprecationWarning, module="__main__")


def _show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    sys.stderr.write(warnings.formatwarning(message, category, filename, lineno, line))


@contextlib.contextmanager
def _main_module(module: types.ModuleType) -> Iterator[None]:
    before = sys.modules["__main__"]
    sys.modules["__main__"] = module
    try:
        yield
    finally:
        sys.modules["__main__"] = before


@contextlib.contextmanager
def replaced(owner: Any, name: str, value: object) -> Iterator[None]:
    """Let an attribute have another value for the time of a ``with``."""
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


class Traces:
    """A process as it was before a program ran in it: its modules and its environment."""

    def __init__(self, filename: str) -> None:
        self._folder = f"{Path(filename).resolve().parent}{os.sep}"
        self._modules = set(sys.modules)
        self._environment = dict(os.environ)

    def remove(self) -> None:
        """Forget what was imported from the program's own folder; restore the environment.

        A module from elsewhere stays: few are made to be imported twice.
        """
        for name in sys.modules.keys() - self._modules:
            if self._is_own(getattr(sys.modules[name], "__file__", None)):
                del sys.modules[name]
        if dict(os.environ) != self._environment:
            os.environ.clear()
            os.environ.update(self._environment)

    def _is_own(self, file: str | None) -> bool:
        if file is None:
            return False
        path = str(Path(file).resolve())
        return (
            path.startswith(self._folder) and not path.startswith(PACKAGE) and INSTALLED not in path
        )
