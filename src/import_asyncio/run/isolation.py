"""Lets a program run in this process as in a fresh one, and removes what it leaves behind."""

from __future__ import annotations

import contextlib
import gc
import linecache
import logging
import os
import signal
import sys
import threading
import types
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from import_asyncio.program import Program
from import_asyncio.run.tracebacks import PACKAGE, cut_words

RAW_ENVIRONMENT: Mapping[Any, Any] = getattr(os.environ, "_data", os.environ)  # not decoded
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
        signal_handlers_kept(),
        replaced(sys, "stdout", out),
        replaced(sys, "__stdout__", out),
        replaced(sys, "stderr", err),
        replaced(sys, "__stderr__", err),
        warnings.catch_warnings(),
    ):
        _filter_warnings(every_warning)
        warnings.showwarning = _shows_warnings(program.filename)
        gc.freeze()
        try:
            yield module
        finally:
            module.__dict__.clear()
            traces.remove()
            gc.collect()
            gc.unfreeze()


@contextlib.contextmanager
def garbage_left_alone() -> Iterator[None]:
    """Let Python collect garbage only where the program asks for it.

    When it would by itself depends on all that was made in the process, and a task that nobody
    holds is destroyed then.
    """
    before = gc.get_threshold()
    gc.set_threshold(0)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _filter_warnings(every_warning: bool) -> None:
    warnings.resetwarnings()
    if every_warning:
        warnings.simplefilter("default")
        return
    for category in HIDDEN:
        warnings.simplefilter("ignore", category)
    warnings.filterwarnings("default", category=DeprecationWarning, module="__main__")


def _shows_warnings(filename: str) -> Callable[..., None]:
    """Return what writes a warning to the program's standard error."""

    def show(
        message: Warning | str,
        category: type[Warning],
        where: str,
        line: int,
        file: TextIO | None = None,
        code: str | None = None,
    ) -> None:
        words = warnings.formatwarning(message, category, where, line, code)
        sys.stderr.write(cut_words(words, filename))

    return show


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
        self._folder = folder_of(filename)
        self._modules = set(sys.modules)
        self._last_module = _last_module()
        self._environment = dict(os.environ)
        self._raw_environment = dict(RAW_ENVIRONMENT)

    def remove(self) -> None:
        """Forget what was imported from the program's own folder; restore the environment.

        A module from elsewhere stays: few are made to be imported twice.
        """
        if _last_module() != self._last_module:
            self._remove_modules()
        if self._raw_environment != RAW_ENVIRONMENT:
            os.environ.clear()
            os.environ.update(self._environment)

    def _remove_modules(self) -> None:
        for name in sys.modules.keys() - self._modules:
            if is_own(getattr(sys.modules[name], "__file__", None), self._folder):
                del sys.modules[name]
            else:
                self._modules.add(name)
        self._last_module = _last_module()


def _last_module() -> tuple[int, str]:
    """Return what changes whenever a module is imported: how many there are, and the last one."""
    return len(sys.modules), next(reversed(sys.modules))


def folder_of(filename: str) -> str:
    """Return the folder that a program is in, with a separator at its end."""
    return f"{Path(filename).resolve().parent}{os.sep}"


def is_own(file: str | None, folder: str) -> bool:
    """Say whether a file is in a program's folder, and not a library or the stage."""
    if file is None:
        return False
    path = str(Path(file).resolve())
    return path.startswith(folder) and not path.startswith(PACKAGE) and INSTALLED not in path


@contextlib.contextmanager
def signal_handlers_kept() -> Iterator[None]:
    """Put back at the end the handlers of signals that a program changes."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in signal.valid_signals()}
    try:
        yield
    finally:
        for number, handler in before.items():
            if handler is not None and signal.getsignal(number) != handler:
                signal.signal(number, handler)
