"""The columns of a timeline, from left to right.

Steps take no virtual time, so each has a column of its own, in the order in which they ran. A
column moves right until every word fits beside what stands before it in its lane.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from import_asyncio.draw.text import FOR_EVER, cells, clock, narrowest, short
from import_asyncio.draw.timeline_parts import Fold, Link, Tick
from import_asyncio.draw.timeline_scene import Scene, Words
from import_asyncio.recording import Hold, Wait

BOX = 2
CANCELS_AT, WAKES_AT = 0, 1
GAP = 1
TIME_GAP = 1
INDENT = 2
ROOM = {"primitive": 5, "answer": 3, "task": 3, "ready": 3}
SHORTEST_BAR = 2
ROOM_OF_VALUE = 2
LONGEST_WORD = 30


@dataclass(frozen=True)
class Wording:
    """How many words a timeline has.

    In a ``brief`` one, waits for answers and holds need less room; in the ``briefest``, that a
    wait is for ever stands below it. ``on_bars`` gives each wait room for its word before its
    wake-up. Without ``calls`` a lane has only the name of its task.
    """

    brief: bool = False
    briefest: bool = False
    on_bars: bool = True
    calls: bool = True


@dataclass
class Columns:
    """Where each step begins and ends, and what is written below it.

    A step without a column lies where its fold does, or else between two columns.
    """

    scene: Scene
    wording: Wording
    words: Mapping[int, Sequence[Words]]
    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    ticks: list[Tick] = field(default_factory=list)
    folds: list[Fold] = field(default_factory=list)

    def x(self, link: Link) -> int:
        """Return where an arrow stands."""
        return self.left[link.step] + _offset(link)

    def hold_begins(self, hold: Hold) -> int:
        """Return where a hold begins."""
        begin = hold.begin
        return self.left[begin] if begin in self.scene.steps.kept else self.right[begin]

    def hold_ends(self, hold: Hold) -> int:
        """Return where a hold ends."""
        end = hold.end
        if end is None:
            return self.end()
        return self.right[end] if end in self.scene.steps.kept else self.left[end]

    def woken_at(self, wait: Wait) -> int | None:
        """Return where another step made the waiting task ready, if one did."""
        by = wait.woken_by
        if by is None or by <= wait.begin:
            return None
        lane = self.scene.lane_of_task.get(wait.task)
        places = [self.x(link) for link in self.scene.links.get(by, ()) if link.end == lane]
        return max([self.right[wait.begin], *(places or [self.left[by]])])

    def word_of(self, wait: Wait) -> str:
        """Return what stands on the bar of a wait."""
        recording = self.scene.recording
        if wait.end is None and recording.ending == "deadlock":
            word = short(recording.label_at_end(wait), LONGEST_WORD)
            return word if self.wording.briefest else f"{word} · {FOR_EVER}"
        if self.wording.brief and wait.kind == "turn":
            return "next turn"
        if self.wording.brief and wait.kind == "sleep":
            return wait.label.removeprefix("sleep ")
        return short(wait.label, LONGEST_WORD)

    def end(self) -> int:
        """Return where the last column ends, with room for bars and holds that never end."""
        ever = [
            self.right[wait.begin] + cells(self.word_of(wait)) + ROOM["primitive"]
            for wait in self.scene.recording.waits_for_ever()
            if wait.task in self.scene.lane_of_task
        ]
        again = [
            self.right[hold.begin] + SHORTEST_BAR
            for hold in self.scene.recording.holds
            if hold.end is None
            and hold.begin in self.scene.given_back
            and hold.task in self.scene.lane_of_task
        ]
        values = [
            self.value_begins(step) + cells(value) + ROOM_OF_VALUE
            for _, track in self.scene.tracks
            for step, value in track.items()
        ]
        return max([*self.right, *ever, *again, *values], default=0)

    def value_begins(self, step: int) -> int:
        """Return where the value after a step begins: where others are in it, at its end."""
        return self.left[step] if self.right[step] - self.left[step] == BOX else self.right[step]

    def hidden(self) -> list[int]:
        """Return the cells that folds cover."""
        return [x for fold in self.folds for x in range(fold.x, fold.x + fold.width)]


def columns(scene: Scene, wording: Wording) -> Columns:
    """Place the steps of a scene."""
    placed = Columns(scene, wording, _words(scene, wording))
    written: dict[int, int] = {}
    edge, tick_edge, now = scene.left - GAP, 0, -1.0
    folded: list[int] = []
    changed: dict[int, int] = {}
    for index, step in enumerate(scene.recording.steps):
        lane = scene.lane_of_step[index]
        if lane is None or index not in scene.steps.kept:
            if lane is not None:
                folded.append(index)
            placed.left.append(edge + 1)
            placed.right.append(edge + 1)
            continue
        if folded:
            ends = [end + GAP for end in written.values()]
            bounds = _bounds_of_fold(placed, folded[0])
            edge = _fold(placed, folded, max([edge + GAP, tick_edge, *ends, *bounds]))
            folded = []
        at = edge + GAP
        if step.time != now:
            at = max(at + (TIME_GAP if now >= 0 else 0), tick_edge)
        at = max(
            [
                at,
                *_bounds_of_words(placed, written, index),
                *_bounds_of_bars(placed, index),
                *_bounds_of_values(placed, changed, index),
            ]
        )
        if step.time != now:
            now = step.time
            placed.ticks.append(Tick(at, clock(now)))
            tick_edge = at + cells(clock(now)) + GAP
        if index in placed.words:
            written[lane] = at + INDENT + narrowest_below(placed, index)
        placed.left.append(at)
        placed.right.append(at + BOX)
        edge = at + BOX
        changed |= {row: index for row, (_, track) in enumerate(scene.tracks) if index in track}
        outer = step.within
        while outer is not None:
            edge += 1
            placed.right[outer] = edge
            outer = scene.recording.steps[outer].within
    return placed


def style_of(wait: Wait) -> str:
    """Return how a wait is drawn: for a primitive, an answer, other tasks or just a turn."""
    if wait.kind == "turn":
        return "ready"
    if wait.kind in ("sleep", "thread"):
        return "answer"
    return "task" if wait.kind in ("task", "tasks") else "primitive"


def narrowest_below(placed: Columns, step: int) -> int:
    """Return the fewest cells in which the words below a step are legible."""
    return max(narrowest(text) for text, _ in placed.words[step])


def _offset(link: Link) -> int:
    return CANCELS_AT if link.cancels else WAKES_AT


def _words(scene: Scene, wording: Wording) -> Mapping[int, Sequence[Words]]:
    if not wording.briefest:
        return scene.words
    words = {step: list(said) for step, said in scene.words.items()}
    for wait in scene.recording.waits_for_ever():
        if wait.begin in scene.steps.kept:
            words.setdefault(wait.begin, []).append(Words(FOR_EVER, "bad"))
    return words


def _bounds_of_words(placed: Columns, written: Mapping[int, int], step: int) -> Iterator[int]:
    """Yield the places left of which a column would write or draw an arrow over words.

    ``written`` says up to where there are words in each lane.
    """
    scene = placed.scene
    if step in placed.words:
        yield written.get(scene.lane(step), 0) + 1 - INDENT
    for link in scene.links.get(step, ()):
        for passed in link.passed:
            yield written.get(passed, 0) + 1 - _offset(link)


def _bounds_of_bars(placed: Columns, step: int) -> Iterator[int]:
    """Yield the places left of which a column would leave a bar no room for its word."""
    scene, wording = placed.scene, placed.wording
    for wait in scene.woken_by.get(step, ()):
        if _drawn_before(scene, step, wait):
            room = cells(placed.word_of(wait)) if wording.on_bars else 0
            yield placed.right[wait.begin] + room + SHORTEST_BAR
    for wait in scene.ended_at.get(step, ()):
        if _drawn_before(scene, step, wait):
            yield _room_ends(placed, wait)
    for hold in scene.given_back.get(step, ()):
        if _drawn_before(scene, step, hold) and not wording.brief:
            word = scene.recording.primitives[hold.primitive].label
            yield placed.hold_begins(hold) + cells(word) + 2 - BOX


def _bounds_of_values(placed: Columns, changed: Mapping[int, int], step: int) -> Iterator[int]:
    """Yield the places left of which a column would end a value that is not written yet.

    ``changed`` says in which step each track has changed last.
    """
    for row, last in changed.items():
        _, track = placed.scene.tracks[row]
        if step in track:
            yield placed.value_begins(last) + cells(track[last]) + ROOM_OF_VALUE


def _drawn_before(scene: Scene, step: int, part: Wait | Hold) -> bool:
    return part.task in scene.lane_of_task and part.begin < step


def _bounds_of_fold(placed: Columns, first: int) -> Iterator[int]:
    """Yield the places left of which a fold would hide the word of a bar."""
    for wait in placed.scene.recording.waits:
        if wait.task not in placed.scene.lane_of_task or wait.begin >= first:
            continue
        if wait.end is not None and wait.end < first:
            continue
        if wait.woken_by is not None and wait.woken_by < first:
            yield _room_ends(placed, wait) + GAP
        else:
            word, room = cells(placed.word_of(wait)), ROOM[style_of(wait)]
            yield placed.right[wait.begin] + word + room


def _room_ends(placed: Columns, wait: Wait) -> int:
    """Return where a wait can end so that its word fits, before or after the wake-up."""
    start, woken = placed.right[wait.begin], placed.woken_at(wait)
    word, room = cells(placed.word_of(wait)), ROOM[style_of(wait)]
    if woken is None:
        return start + word + room
    return woken if woken - start >= word + 2 else woken + word + 2


def _fold(placed: Columns, folded: Sequence[int], at: int) -> int:
    """Fold steps into a column of their own and return where it ends."""
    text = placed.scene.steps.words(folded)
    edge = at + cells(text) + 2
    placed.folds.append(Fold(at, edge - at, text))
    for step in folded:
        placed.left[step], placed.right[step] = at, edge
    return edge
