"""Exceptions and stacks as Python shows them, without the frames of the stage."""

from __future__ import annotations

import re
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

PACKAGE = str(Path(__file__).resolve().parents[1])
DEEPEST = 10
FRAME = re.compile(r'^  File "(?P<filename>.*)", line \d+, in .*\n(?: {4}.*\n)*', re.MULTILINE)

Frame = TypeVar("Frame")


def last_line(problem: BaseException) -> str:
    """Return an exception as the last line of its traceback shows it."""
    return "".join(traceback.format_exception_only(problem)).rstrip("\n")


def traceback_of(problem: BaseException) -> str:
    """Format an exception without the frames of the stage."""
    summary = traceback.TracebackException.from_exception(problem)
    parts: list[traceback.TracebackException | None] = [summary]
    while parts:
        part = parts.pop()
        if part is None:
            continue
        part.stack[:] = [frame for frame in part.stack if not frame.filename.startswith(PACKAGE)]
        parts += [part.__cause__, part.__context__, *(part.exceptions or ())]
    return "".join(summary.format())


def cut(stack: list[traceback.FrameSummary] | None, filename: str) -> None:
    """Take from a stack, outermost first, what is not the program's and not in its calls."""
    if stack:
        stack[:] = _kept(stack, [frame.filename for frame in stack], filename)


def cut_words(words: str, filename: str) -> str:
    """Take the same from a stack that is written out in a text."""
    frames = list(FRAME.finditer(words))
    kept = _kept(frames, [frame["filename"] for frame in frames], filename)
    for frame in reversed(frames):
        if frame not in kept[-DEEPEST:]:
            words = words[: frame.start()] + words[frame.end() :]
    return words


def _kept(stack: Sequence[Frame], filenames: Sequence[str], filename: str) -> list[Frame]:
    first = filenames.index(filename) if filename in filenames else 0
    frames = zip(stack[first:], filenames[first:], strict=True)
    return [frame for frame, where in frames if not where.startswith(PACKAGE)]
