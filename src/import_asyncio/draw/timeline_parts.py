"""The parts of a timeline, each with its place in cells of a fixed-width font."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from import_asyncio.draw.timeline_lanes import Lane


@dataclass(frozen=True)
class Box:
    """A step.

    Its ``fate`` is ``"bad"`` where its task ended in an exception, ``"struck"`` where it began with
    a cancellation or ended by one, else empty.
    """

    step: int
    lane: int
    x: int
    width: int
    fate: str


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
    """Words below a step: what it printed, or news of its ``fate``, which are no print."""

    lane: int
    row: int
    x: int
    text: str
    fate: str


@dataclass(frozen=True)
class Link:
    """From the step that made a task ready to its lane, or that ``cancels`` it."""

    step: int
    start: int
    end: int
    cancels: bool

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
class Value:
    """What an expression is from one step to the one that changes it, in the row of its track."""

    row: int
    step: int
    x: int
    width: int
    text: str


@dataclass(frozen=True)
class Layout:
    """A timeline in cells: ``left`` is where the columns begin, ``width`` where all ends.

    ``tracks`` are the names of what is watched, a row each below the lanes.
    """

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
    tracks: Sequence[str]
    values: Sequence[Value]

    def rows_above(self, lane: int) -> int:
        """Return how many rows a lane has above its bar, for what its task holds."""
        return max((held.row + 1 for held in self.held if held.lane == lane), default=0)

    def rows_below(self, lane: int) -> int:
        """Return how many rows a lane has below its bar, for notes."""
        return max((note.row + 1 for note in self.notes if note.lane == lane), default=0)
