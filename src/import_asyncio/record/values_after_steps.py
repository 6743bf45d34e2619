"""What the watched expressions are after each step."""

from __future__ import annotations

import weakref
from collections.abc import Callable

from import_asyncio.record.draft import Draft
from import_asyncio.run.loop import StageLoop
from import_asyncio.run.values import Values


class ValuesAfterSteps:
    """Notes values in a draft; it refers to the loop weakly."""

    def __init__(self, draft: Draft, values: Values) -> None:
        self._draft = draft
        self._values = values
        self._loop: Callable[[], StageLoop | None] = lambda: None

    def loop_starts(self, loop: StageLoop) -> None:
        """Look into the tasks of a new loop from now on."""
        self._loop = weakref.ref(loop)

    def read(self, step: int) -> None:
        """Note the values after a step."""
        if self._values.expressions:
            loop = self._loop()
            self._draft.values[step] = self._values.read(() if loop is None else loop.tasks)
