"""What the tests of pictures share: how wide their words are, and how much work they are.

`tests/web/test_pictures.py` measures in a browser that words are no wider than is said here.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from types import FrameType
from typing import Any, TypeVar

Given = TypeVar("Given")
NARROW, WIDE = 0.604, 1.0
SIZES = {"stage-key": 11, "orders-word": 10, "orders-sign": 17}


def size(classes: str) -> int:
    """Return how high the letters of a text are, in pixels, by its classes."""
    other = 12 if classes.startswith("stage-") else 11
    return next((SIZES[name] for name in classes.split() if name in SIZES), other)


def width_of(words: str, classes: str) -> float:
    """Return how wide a text may be in the usual fixed-width fonts, in pixels."""
    return size(classes) * sum(map(_em, words))


def _em(char: str) -> float:
    if unicodedata.combining(char):
        return 0
    return WIDE if unicodedata.east_asian_width(char) in "WF" else NARROW


def effort(call: Callable[[Given], object], given: Given) -> int:
    """Return how many lines of Python a call takes, which is the same however fast they are.

    They are counted in a process of their own: CPython 3.11 can run round in circles where code
    that other tests have warmed up is traced.
    """
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_lines_of, call, given).result()


def _lines_of(call: Callable[[Given], object], given: Given) -> int:
    lines = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return trace

    sys.settrace(trace)
    try:
        call(given)
    finally:
        sys.settrace(None)
    return lines
