"""The parts of a timeline, each with its place in cells of a fixed-width font."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from import_asyncio.draw.timeline_lanes import Lane


@dataclass(frozen=True)
class Box:
    """A step; ``bad`` where it began with a cancellation or ended in an exception."""

    step: int
    lane: int
    x: int
    width: int
    bad: bool


@dataclass(frozen=True)
class Bar:
    """A wait, or the time from being woken to the next step.

    ``style`` is ``"primitive"``, ``"answer"``, ``"task"`` or ``"ready"``; ``word`` stands at
    ``word_x``; ``for_ever`` is a bar that never closes.
    """

    wait: int | None
    lane: int
    x: int
    width: int
    style: str
    word: str = ""
    word_x: int = 0
    for_ever: bool = False


@dataclass(frozen=True)
class Held:
    """The time during which a task holds something."""

    lane: int
    row: int
    x: int
    width: int
    word: str
    word_x: int


@dataclass(frozen=True)
class Note:
    """Words below a step: what it printed, or ``bad`` news."""

    lane: int
    row: int
    x: int
    text: str
    bad: bool


@dataclass(frozen=True)
class Link:
    """From the step that made a task ready to its lane; ``bad`` for a cancellation."""

    step: int
    start: int
    end: int
    bad: bool

    @property
    def passed(self) -> range:
        """The lanes of which it passes what is written below their bars."""
        return range(min(self.start, self.end), max(self.start, self.end))


@dataclass(frozen=True)
class Arrow(Link):
    """A link that has a place."""

    x: int


@dataclass(frozen=True)
class Tick:
    """The clock, written above the columns."""

    x: int
    text: str


@dataclass(frozen=True)
class Fold:
    """Steps that are counted and not drawn."""

    x: int
    width: int
    text: str


@dataclass(frozen=True)
class Layout:
    """A timeline in cells: ``left`` is where the columns begin, ``width`` where all ends."""

    left: int
    width: int
    lanes: Sequence[Lane]
    boxes: Sequence[Box]
    bars: Sequence[Bar]
    held: Sequence[Held]
    notes: Sequence[Note]
    arrows: Sequence[Arrow]
    ticks: Sequence[Tick]
    folds: Sequence[Fold]

    def rows_above(self, lane: int) -> int:
        """Return how many rows a lane has above its bar, for what its task holds."""
        return max((held.row + 1 for held in self.held if held.lane == lane), default=0)

    def rows_below(self, lane: int) -> int:
        """Return how many rows a lane has below its bar, for notes."""
        return max((note.row + 1 for note in self.notes if note.lane == lane), default=0)
