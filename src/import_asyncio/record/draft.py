"""The parts of a recording, as they grow while a program runs."""

from __future__ import annotations

from dataclasses import dataclass, field

from import_asyncio.recording import Act, Cancellation, Hold, Primitive, Print, Step, Task, Wait


@dataclass(slots=True)
class Draft:
    """What was noted so far; the words of a recording, but labels may be said more than once.

    ``values`` are those of the watched expressions after a step, where they were read.
    """

    tasks: list[Task] = field(default_factory=list)
    primitives: list[Primitive] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    prints: list[Print] = field(default_factory=list)
    cancellations: list[Cancellation] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    values: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _wakes_by_end: list[Act] = field(default_factory=list, init=False)

    def did(self, step: int, verb: str, what: int) -> None:
        """Note what a step did."""
        self.acts.append(Act(step, verb, what))

    def wakes(self, step: int, wait: int, *, by_end: bool) -> None:
        """Note whom a step woke; a task that is done wakes others by its end, so after it."""
        acts = self._wakes_by_end if by_end else self.acts
        acts.append(Act(step, "wakes", wait))

    def ends(self, step: int, task: int) -> None:
        """Note that a task ended, and whom that woke."""
        self.acts += [Act(step, "ends", task), *self._wakes_by_end]
        self._wakes_by_end.clear()
