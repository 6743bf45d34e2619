"""Tries on one Python all that the pages show: each program's transcript, and each verdict."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from import_asyncio.browser.support import runs_in_wasm
from import_asyncio.errors import GuideError
from import_asyncio.guide import as_pasted
from import_asyncio.guide.cache import keep, kept
from import_asyncio.guide.elsewhere import Question, ask
from import_asyncio.guide.pythons import Python
from import_asyncio.guide.snippet import Snippet
from import_asyncio.guide.verify import check_run
from import_asyncio.program import Program
from import_asyncio.run.runner import Run

AT_ONCE = 4


def fits(python: Python, program: Program) -> bool:
    """Say whether a Python can run a program; a file of tests is run by pytest alone."""
    able = not python.in_wasm or runs_in_wasm(program)
    return able and not program.is_test and program.runs_on(python.version)


def try_programs(python: Python, snippets: Sequence[Snippet]) -> dict[str, str]:
    """Return what is wrong with each snippet that fits a Python, by name; empty where nothing is.

    A CPython runs it as a reader does, one in WebAssembly runs it on the stage.
    """
    fitting = [it for it in snippets if fits(python, it.program)]
    complaints = _on_stage if python.in_wasm else _as_pasted
    return dict(zip((it.name for it in fitting), complaints(python, fitting), strict=True))


def _on_stage(python: Python, snippets: Sequence[Snippet]) -> list[str]:
    answers = ask(python, [Question("run", it.program) for it in snippets])
    return [_wrong(python, it, answer) for it, answer in zip(snippets, answers, strict=True)]


def _wrong(python: Python, it: Snippet, answer: dict[str, Any]) -> str:
    if "problem" in answer:
        return str(answer["problem"])
    try:
        check_run(it, Run(**answer), python.version)
    except GuideError as problem:
        return str(problem)
    return ""


def _as_pasted(python: Python, snippets: Sequence[Snippet]) -> list[str]:
    """Run snippets, several at a time; keep what is right, so that it is not run again.

    On a machine under load two deadlines may fall into one turn of the loop. So whoever has a
    complaint is run once more, alone.
    """
    with ThreadPoolExecutor(AT_ONCE) as pool:
        said = list(pool.map(lambda it: _complaint(python, it), snippets))
    return [first and _complaint(python, it) for it, first in zip(snippets, said, strict=True)]


def _complaint(python: Python, it: Snippet) -> str:
    content = json.dumps([str(python), it.program.source, it.on(python.version).text])
    if kept("as_pasted", content) is not None:
        return ""
    said = as_pasted.complaint(python, it)
    if not said:
        keep("as_pasted", content, said)
    return said


@dataclass(frozen=True)
class Verdicts:
    """What a page says of all orders of a program: ``named`` has the words for each outcome."""

    page: str
    program: Program
    named: dict[str, str]
    cancel: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tried:
    """Verdicts that a Python has tried: the number of orders of each outcome, or a ``problem``."""

    verdicts: Verdicts
    counts: dict[str, int]
    problem: str = ""


def try_verdicts(python: Python, verdicts: Iterable[Verdicts]) -> list[Tried]:
    """Try every order of each program that fits a Python, with the outcomes of its page."""
    fitting = [one for one in verdicts if fits(python, one.program) and not one.program.needs]
    questions = [Question("verdicts", one.program, one.named, one.cancel) for one in fitting]
    return [
        Tried(one, answer.get("counts", {}), answer.get("problem", ""))
        for one, answer in zip(fitting, ask(python, questions), strict=True)
    ]
