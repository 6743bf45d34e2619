"""The stacks that asyncio keeps in debug mode, without the frames of the stage."""

from __future__ import annotations

import asyncio
import sys
from asyncio import constants, format_helpers
from traceback import StackSummary
from types import FrameType
from typing import Any

from import_asyncio.run.internals import stack_of
from import_asyncio.run.isolation import Patch
from import_asyncio.run.tracebacks import cut

MOST_FRAMES_OF_THE_STAGE = 10


def cut_stack_of(future: asyncio.Future[Any], filename: str) -> None:
    """Cut the stack that says where a future or a task was created."""
    cut(stack_of(future), filename)


def stacks_cut(filename: str) -> list[Patch]:
    """Return what to put in the place of what, so that stacks of callbacks and coroutines fit."""
    extract = format_helpers.extract_stack
    depth = constants.DEBUG_STACK_DEPTH

    def extract_and_cut(frame: FrameType | None = None, limit: int | None = None) -> StackSummary:
        stack = extract(frame or sys._getframe(1), limit)
        cut(stack, filename)
        del stack[:-depth]
        return stack

    return [
        (format_helpers, "extract_stack", extract_and_cut),
        (constants, "DEBUG_STACK_DEPTH", depth + MOST_FRAMES_OF_THE_STAGE),
    ]
