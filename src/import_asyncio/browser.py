"""The stage in a reader's browser: what the page's worker calls.

Runs a program as ``stage.run`` does and hands everything that the page shows to JavaScript as
JSON. Where a module is missing, says whether Python has it at all.
"""

from __future__ import annotations

import ast
import gc
import importlib
import importlib.abc
import importlib.util
import io
import json
import re
import sys
import zipimport
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

from import_asyncio.describe import describe
from import_asyncio.errors import GuideError, Stopped
from import_asyncio.program import NEEDS, Program, parse
from import_asyncio.record import watch
from import_asyncio.stage import Run
from import_asyncio.timeline import draw

PYTHON = (3, 14, 2)
STARTS_THREADS = re.compile(
    r"\b(to_thread|run_in_executor|run_coroutine_threadsafe|ThreadPoolExecutor|Thread\()"
)
NO_MODULE = re.compile(r"ModuleNotFoundError: No module named '(\w+)")
REST = "/lib/rest.zip"
ELSEWHERE = "elsewhere.txt"


@dataclass(frozen=True)
class Shown:
    """What the page shows of one run.

    ``printed`` and ``last_words`` together are the transcript; ``ending`` is as in ``stage.Run``;
    ``stopped`` says why the stage did not let the program go on, else it is empty; ``hint`` says
    what a reader may do; ``lines`` are the lines of the program to mark as wrong; ``seconds`` are
    virtual; ``timeline`` is an SVG, to be styled by the page, and ``words`` say what it says.
    """

    printed: str = ""
    last_words: str = ""
    ending: str = ""
    stopped: str = ""
    hint: str = ""
    stderr: str = ""
    traceback: str = ""
    lines: tuple[int, ...] = ()
    seconds: float = 0.0
    timeline: str = ""
    words: str = ""


def run(source: str, filename: str, prefix: str, emit: Callable[[str], object]) -> str:
    """Run a program and return a ``Shown`` as JSON.

    ``emit`` is called with each piece of text as it is printed; ``prefix`` begins every id in
    the timeline.
    """
    printed: list[str] = []

    def hear(text: str) -> None:
        printed.append(text)
        emit(text)

    try:
        shown = _run(parse(source, filename), prefix, hear)
    except (Stopped, GuideError) as problem:
        shown = Shown(printed="".join(printed), stopped=str(problem))
    return json.dumps(asdict(shown))


def _run(program: Program, prefix: str, emit: Callable[[str], object]) -> Shown:
    if missing := [need for need in NEEDS if need in program.needs]:
        return Shown(stopped=f"a browser has no {' and no '.join(missing)}; run the file at home")
    run, recording = watch(program, emit=emit)
    return Shown(
        printed=run.stdout,
        last_words=run.last_words,
        ending=run.ending,
        hint=_hint(run.last_words),
        stderr=run.stderr,
        traceback="" if run.ending == "deadlock" else run.traceback,
        lines=tuple(lines_of_problem(run, program.filename)),
        seconds=run.seconds,
        timeline=draw(recording, prefix=prefix, embedded=True) if recording.steps else "",
        words=describe(recording),
    )


def _hint(last_words: str) -> str:
    if last_words == "RuntimeError: can't start new thread":
        return "A browser has no threads: download the file and run it at home."
    if missing := NO_MODULE.match(last_words):
        if missing[1] in sys.stdlib_module_names:
            return f"Python in a browser has no {missing[1]}: download the file and run it at home."
        return f"The page has only Python's standard library, and {missing[1]} is not in it."
    return ""


def lines_of_problem(run: Run, filename: str) -> list[int]:
    """Return the lines where tasks wait in a deadlock, or the last one that a traceback names."""
    if run.ending == "deadlock":
        return [int(number) for number in re.findall(r" waits at line (\d+) ", run.last_words)]
    named = re.findall(rf'File "{re.escape(filename)}", line (\d+)', run.traceback)
    return [int(number) for number in named[-1:]]


def runs_in_browser(program: Program) -> bool:
    """Say whether the page's Python can run the program: it has no threads and no network."""
    starts_threads = STARTS_THREADS.search(program.source) is not None
    return not program.needs and not starts_threads and program.runs_on(PYTHON)


def about(program: Program) -> str:
    """Return the first sentence of a program's docstring."""
    return (ast.get_docstring(ast.parse(program.source)) or "").partition("\n")[0]


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
