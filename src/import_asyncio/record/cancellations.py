"""Who cancels a task, why, and whether it reaches the task."""

from __future__ import annotations

import asyncio
from types import FrameType
from typing import Any

from import_asyncio.record.draft import Draft
from import_asyncio.record.tasks import Watched
from import_asyncio.recording import Cancellation, Step
from import_asyncio.run.internals import CANCELLING, will_be_struck

CAUSES = {code: cause for cause, codes in CANCELLING.items() for code in codes}


class Cancellations:
    """Notes each request to cancel a task, and the step that begins with it."""

    def __init__(self, draft: Draft, filename: str) -> None:
        self._draft = draft
        self._filename = filename

    def asked(self, watched: Watched, by: int | None, cause: str, line: int) -> None:
        """Note that a step asks a task to cancel, or nobody does: a timer, the end of the run."""
        watched.asked = len(self._draft.cancellations)
        if by is not None:
            self._draft.did(by, "cancels", watched.asked)
        self._draft.cancellations.append(Cancellation(watched.number, cause, line, by))

    def who(self, frame: FrameType | None, by: int | None) -> tuple[str, int]:
        """Return why the step ``by`` cancels a task, and the line of the program that asks for it.

        ``frame`` is the one that cancels. The line is 0 where no step asks.
        """
        struck = by is not None and self._draft.steps[by].struck is not None
        cause = "cancel"
        while frame is not None and frame.f_code.co_filename != self._filename:
            found = CAUSES.get(frame.f_code)
            if cause == "cancel" and found and not (found == "timeout" and struck):
                cause = found
            frame = frame.f_back
        if by is None or frame is None:
            return cause, 0
        return cause, frame.f_lineno

    def strikes(self, task: asyncio.Task[Any], watched: Watched, step: Step, index: int) -> None:
        """Note whether a step that begins is struck by a cancellation that is on its way."""
        if watched.asked is not None and will_be_struck(task):
            step.struck = watched.asked
            self._draft.cancellations[step.struck].struck = index
            watched.asked = None
