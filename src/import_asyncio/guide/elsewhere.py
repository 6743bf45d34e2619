"""Asks a Python what programs do there, many at a time, and keeps each answer by content.

`python -m import_asyncio.guide.elsewhere` is what is asked: it reads questions as JSON, and prints
the answers.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from import_asyncio.errors import GuideError, Stopped
from import_asyncio.explore.explore import explore
from import_asyncio.guide.cache import keep, kept
from import_asyncio.guide.pythons import Python
from import_asyncio.program import Program
from import_asyncio.run.runner import run
from import_asyncio.verdicts import judge

PATIENCE = 600.0


@dataclass(frozen=True)
class Question:
    """What is asked of a program: its ``run``, or its ``verdicts``.

    For verdicts, ``named`` is what a page says of each outcome, and ``cancel`` names the tasks
    that are cancelled at every point.
    """

    kind: str
    program: Program
    named: Mapping[str, str] = field(default_factory=dict)
    cancel: tuple[str, ...] = ()


def ask(python: Python, questions: Sequence[Question]) -> list[dict[str, Any]]:
    """Return the answer to each question: what it asked for, or the ``problem`` that there is.

    Raises ``GuideError`` where that Python does not answer at all.
    """
    contents = [json.dumps([str(python), asdict(question)]) for question in questions]
    answers = [kept("answer", content) for content in contents]
    missing = [number for number, found in enumerate(answers) if found is None]
    if missing:
        asked = json.dumps([asdict(questions[number]) for number in missing])
        done = python.run("-m", __name__, given=asked, timeout=PATIENCE)
        if done.returncode:
            raise GuideError(f"Python {python} does not answer: {done.stderr.strip()}")
        for number, found in zip(missing, json.loads(done.stdout), strict=True):
            keep("answer", contents[number], found)
            answers[number] = found
    return answers


def _run(question: Question) -> dict[str, Any]:
    return asdict(run(question.program, every_warning=True))


def _verdicts(question: Question) -> dict[str, Any]:
    orders = explore(question.program, cancel=question.cancel)
    verdicts = judge(orders, dict(question.named)).verdicts
    return {"counts": {verdict.outcome: verdict.orders for verdict in verdicts}}


KINDS: dict[str, Callable[[Question], dict[str, Any]]] = {"run": _run, "verdicts": _verdicts}


def _answer(question: Question) -> dict[str, Any]:
    try:
        return KINDS[question.kind](question)
    except Stopped as problem:
        return {"problem": problem.report}
    except GuideError as problem:
        return {"problem": str(problem)}
    except SyntaxError as problem:
        return {"problem": f"line {problem.lineno}: {problem.msg}"}


def _question(data: Mapping[str, Any]) -> Question:
    parts = {**data["program"], "needs": (), "arguments": tuple(data["program"]["arguments"])}
    return Question(data["kind"], Program(**parts), data["named"], tuple(data["cancel"]))


def main() -> int:
    """Answer what standard input asks."""
    print(json.dumps([_answer(_question(data)) for data in json.load(sys.stdin)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
