"""Where everything of a timeline goes, in cells of a fixed-width font.

Steps take no virtual time, so each has a column of its own, from left to right in the order
in which they ran. A column moves right until every word fits beside what stands before it
in its lane; no word ever lies on a box or on another word, and what a step prints is broken
into lines where it would lie on an arrow. What is wider than a page is laid out once more with
fewer words, and with fewer still. Pictures and terminals draw the same layout.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from import_asyncio.draw.folding import FoldedSteps
from import_asyncio.draw.lanes import Lane, lanes_of
from import_asyncio.draw.text import (
    LONGEST_NOTE,
    cells,
    clock,
    evenly,
    narrowest,
    printable,
    short,
)
from import_asyncio.recording import Act, Hold, Recording, Wait

BOX = 2
CANCELS_AT, WAKES_AT = 0, 1
GAP = 1
TIME_GAP = 1
LABEL_GAP = 2
INDENT = 2
ROOM = {"primitive": 5, "answer": 3, "task": 3, "ready": 3}
SHORTEST_BAR = 2
LONGEST_WORD = 30
MOST_NOTES = 4
PAGE = 87
MOST_HOLDS = 3
FIRST_COLUMNS, NOTABLE_COLUMNS, LAST_COLUMNS = 20, 10, 10
FOR_EVER = "waits for ever"

Part = TypeVar("Part")


@dataclass
class Box:
    """A step; ``bad`` where it began with a cancellation or ended in an exception."""

    step: int
    lane: int
    x: int
    width: int
    bad: bool


@dataclass
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


@dataclass
class Held:
    """The time during which a task holds something."""

    lane: int
    row: int
    x: int
    width: int
    word: str
    word_x: int


@dataclass
class Note:
    """Words below a step: what it printed, or ``bad`` news."""

    lane: int
    row: int
    x: int
    text: str
    bad: bool


@dataclass
class Arrow:
    """From the step that made a task ready to its lane; ``bad`` for a cancellation."""

    step: int
    x: int
    start: int
    end: int
    bad: bool


@dataclass
class Tick:
    """The clock, written above the columns."""

    x: int
    text: str


@dataclass
class Fold:
    """Steps that are counted and not drawn."""

    x: int
    width: int
    text: str


@dataclass
class Layout:
    """A timeline in cells: ``left`` is where the columns begin, ``width`` where all ends."""

    left: int
    width: int = 0
    lanes: list[Lane] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    ticks: list[Tick] = field(default_factory=list)
    folds: list[Fold] = field(default_factory=list)


def style_of(wait: Wait) -> str:
    """Return how a wait is drawn: for a primitive, an answer, other tasks or just a turn."""
    if wait.kind == "turn":
        return "ready"
    if wait.kind in ("sleep", "thread"):
        return "answer"
    return "task" if wait.kind in ("task", "tasks") else "primitive"


def lay_out(recording: Recording) -> Layout:
    """Place everything of a recording."""
    for on_bars in (True, False):
        for fewer_words in (0, 1):
            layout = _Columns(recording, fewer_words, on_bars=on_bars).layout
            if layout.width <= PAGE:
                return layout
    return _Columns(recording, 2, on_bars=True).layout


class _Columns:
    """Places the columns of one recording, from left to right.

    With ``fewer_words`` 1 or 2, waits for answers and holds need less room; with 2, that a wait is
    for ever stands below it. ``on_bars`` gives each wait room for its word before its wake-up.
    """

    def __init__(self, recording: Recording, fewer_words: int, *, on_bars: bool) -> None:
        self.recording = recording
        self.on_bars = on_bars
        self.brief = fewer_words > 0
        self.briefest = fewer_words > 1
        self.lanes, self.lane_of_task, self.fold_of_task = lanes_of(recording)
        self.lane_of_step = self._lanes_of_steps()
        labels = [cells(text) for lane in self.lanes for text in (lane.label, lane.call)]
        self.layout = Layout(left=max(labels, default=0) + LABEL_GAP, lanes=self.lanes)
        self.left: list[int] = []
        self.right: list[int] = []
        self.words = _notes(recording)
        if self.briefest:
            for wait in recording.waits_for_ever():
                self.words[wait.begin].append((FOR_EVER, True))
        self.taken = _when(recording, "takes")
        self.given = _when(recording, "gives back")
        self.ended = _by_step((wait.end, wait) for wait in recording.waits)
        self.woken = _by_step((wait.woken_by, wait) for wait in recording.waits)
        self.given_back = _by_step((hold.end, hold) for hold in recording.holds)
        self.noted: dict[int, int] = defaultdict(int)
        self.folding = FoldedSteps(
            recording,
            [index for index, lane in enumerate(self.lane_of_step) if lane is not None],
            first=FIRST_COLUMNS,
            notable=NOTABLE_COLUMNS,
            last=LAST_COLUMNS,
        )
        self.shown = self.folding.kept
        self.arrows = self._arrows()
        self._place()
        layout = self.layout
        layout.arrows = [arrow for step in sorted(self.arrows) for arrow in self.arrows[step]]
        self.end = self._end()
        self._boxes()
        self._write_notes()
        self._bars()
        self._held()
        self._widest()

    def _lanes_of_steps(self) -> list[int | None]:
        """Return the lane of each step: ``None`` for one of a folded task that no arrow leaves."""
        places = {lane.place: at for at, lane in enumerate(self.lanes) if lane.place != "task"}
        acts = self.recording.acts
        reaching = {act.step for act in acts if self._reached(act) is not None}
        lanes: list[int | None] = []
        for index, step in enumerate(self.recording.steps):
            if step.task is None:
                lanes.append(places[step.place])
            elif step.task in self.lane_of_task:
                lanes.append(self.lane_of_task[step.task])
            else:
                lanes.append(self.fold_of_task[step.task] if index in reaching else None)
        return lanes

    def _lane(self, index: int) -> int:
        """Return the lane of a step that has one."""
        lane = self.lane_of_step[index]
        assert lane is not None
        return lane

    def _reached(self, act: Act) -> int | None:
        """Return the lane that the arrow of an act reaches, if it has one."""
        if act.verb == "cancels":
            stop = self.recording.cancellations[act.what]
            return None if stop.struck is None else self.lane_of_task.get(stop.task)
        if act.verb == "wakes":
            wait = self.recording.waits[act.what]
            return self.lane_of_task.get(wait.task) if wait.begin < act.step else None
        return None

    def _arrows(self) -> dict[int, list[Arrow]]:
        """Return the arrows from each step, without their place."""
        found: dict[int, list[Arrow]] = defaultdict(list)
        for act in self.recording.acts:
            end = self._reached(act)
            if end is None or act.step not in self.shown or self._lane(act.step) == end:
                continue
            arrow = Arrow(act.step, 0, self._lane(act.step), end, act.verb == "cancels")
            if arrow not in found[act.step]:
                found[act.step].append(arrow)
        return found

    def _place(self) -> None:
        layout = self.layout
        edge, tick_edge, now = layout.left - GAP, 0, -1.0
        folded: list[int] = []
        for index, step in enumerate(self.recording.steps):
            lane = self.lane_of_step[index]
            if index not in self.shown or lane is None:
                if lane is not None:
                    folded.append(index)
                self.left.append(edge + 1)
                self.right.append(edge + 1)
                continue
            if folded:
                bounds = self._bounds_of_fold(folded[0])
                edge = self._fold(folded, max([edge + GAP, tick_edge, *bounds]))
                folded = []
            at = edge + GAP
            if step.time != now:
                at = max(at + (TIME_GAP if now >= 0 else 0), tick_edge)
            at = max([at, *self._bounds(index, lane)])
            if step.time != now:
                now = step.time
                layout.ticks.append(Tick(at, clock(now)))
                tick_edge = at + cells(clock(now)) + GAP
            if self.words[index]:
                self.noted[lane] = at + INDENT + self._narrowest(index)
            for arrow in self.arrows[index]:
                arrow.x = at + _offset(arrow)
            self.left.append(at)
            self.right.append(at + BOX)
            edge = at + BOX
            outer = step.within
            while outer is not None:
                edge += 1
                self.right[outer] = edge
                outer = self.recording.steps[outer].within

    def _bounds(self, index: int, lane: int) -> Iterator[int]:
        """Yield the places left of which a step's column cannot begin, so that all words fit."""
        if self.words[index]:
            yield self.noted[lane] + 1 - INDENT
        for arrow in self.arrows[index]:
            for passed in _under(arrow):
                yield self.noted[passed] + 1 - _offset(arrow)
        for wait in self.woken[index]:
            if self._drawn_before(index, wait):
                room = cells(self._word_of(wait)) if self.on_bars else 0
                yield self.right[wait.begin] + room + SHORTEST_BAR
        for wait in self.ended[index]:
            if self._drawn_before(index, wait):
                yield self._room_ends(wait)
        for hold in self.given_back[index]:
            if self._drawn_before(index, hold) and not self.brief:
                word = self.recording.primitives[hold.primitive].label
                yield self._hold_starts(hold) + cells(word) + 2 - BOX

    def _bounds_of_fold(self, first: int) -> Iterator[int]:
        """Yield the places left of which a fold cannot begin, so that it hides no word."""
        yield from (end + GAP for end in self.noted.values())
        for wait in self.recording.waits:
            if wait.task not in self.lane_of_task or wait.begin >= first:
                continue
            if wait.end is not None and wait.end < first:
                continue
            if wait.woken_by is not None and wait.woken_by < first:
                yield self._room_ends(wait) + GAP
            else:
                word, room = cells(self._word_of(wait)), ROOM[style_of(wait)]
                yield self.right[wait.begin] + word + room

    def _drawn_before(self, index: int, part: Wait | Hold) -> bool:
        return part.task in self.lane_of_task and part.begin < index

    def _hold_starts(self, hold: Hold) -> int:
        return self.left[hold.begin] if hold.begin in self.shown else self.right[hold.begin]

    def _narrowest(self, index: int) -> int:
        return max(narrowest(text) for text, _ in self.words[index])

    def _room_ends(self, wait: Wait) -> int:
        """Return where a wait can end so that its word fits, before or after the wake-up."""
        start, woken = self.right[wait.begin], self._woken_at(wait)
        word, room = cells(self._word_of(wait)), ROOM[style_of(wait)]
        if woken is None:
            return start + word + room
        return woken if woken - start >= word + 2 else woken + word + 2

    def _woken_at(self, wait: Wait) -> int | None:
        """Return where another step made the waiting task ready, if one did."""
        by = wait.woken_by
        if by is None or by <= wait.begin:
            return None
        places = [
            arrow.x for arrow in self.arrows[by] if arrow.end == self.lane_of_task.get(wait.task)
        ]
        return max([self.right[wait.begin], *(places or [self.left[by]])])

    def _fold(self, folded: Sequence[int], at: int) -> int:
        text = self.folding.words(folded)
        self.layout.folds.append(Fold(at, cells(text) + 2, text))
        edge = at + cells(text) + 2
        for index in folded:
            self.left[index], self.right[index] = at, edge
        return edge

    def _end(self) -> int:
        """Return where the last column ends, with room for bars that never close."""
        ever = [
            self.right[wait.begin] + cells(self._word_of(wait)) + ROOM["primitive"]
            for wait in self.recording.waits_for_ever()
            if wait.task in self.lane_of_task
        ]
        return max([*self.right, *ever], default=0)

    def _word_of(self, wait: Wait) -> str:
        if wait.end is None and self.recording.ending == "deadlock":
            word = short(self.recording.label_at_end(wait), LONGEST_WORD)
            return word if self.briefest else f"{word} · {FOR_EVER}"
        if self.brief and wait.kind == "turn":
            return "next turn"
        if self.brief and wait.kind == "sleep":
            return wait.label.removeprefix("sleep ")
        return short(wait.label, LONGEST_WORD)

    def _boxes(self) -> None:
        last = {step.task: index for index, step in enumerate(self.recording.steps)}
        for index in sorted(self.shown):
            step = self.recording.steps[index]
            ended = step.task is not None and last[step.task] == index and step.suspends is None
            end = self.recording.tasks[step.task].end if step.task is not None else ""
            bad = step.struck is not None or (ended and end not in ("done", ""))
            width = self.right[index] - self.left[index]
            self.layout.boxes.append(Box(index, self._lane(index), self.left[index], width, bad))

    def _write_notes(self) -> None:
        """Write below each step, as wide as there is room up to the next words and arrows."""
        layout = self.layout
        limits: dict[int, int] = {}
        for index in sorted(self.shown, reverse=True):
            lane = self._lane(index)
            if not self.words[index]:
                continue
            x = self.left[index] + INDENT
            ends = [arrow.x - 1 for arrow in layout.arrows if lane in _under(arrow) and arrow.x > x]
            ends += [fold.x - 1 for fold in layout.folds if fold.x > x]
            ends.append(limits.get(lane, max(self.end, min(x + LONGEST_NOTE, PAGE))))
            width = max(min(ends) - x, self._narrowest(index))
            lines = [(line, bad) for text, bad in self.words[index] for line in evenly(text, width)]
            for row, (line, bad) in enumerate(lines):
                layout.notes.append(Note(lane, row, x, line, bad))
            self.lanes[lane].notes = max(self.lanes[lane].notes, len(lines))
            limits[lane] = x - 1

    def _bars(self) -> None:
        for task, entry in enumerate(self.recording.tasks):
            lane = self.lane_of_task.get(task)
            first = [i for i, step in enumerate(self.recording.steps) if step.task == task][:1]
            if lane is not None and entry.born is not None and first:
                self._ready(lane, self.right[entry.born], self.left[first[0]])
        for index, wait in enumerate(self.recording.waits):
            lane = self.lane_of_task.get(wait.task)
            if lane is None:
                continue
            start, stop = self.right[wait.begin], self.end
            ready = stop
            if wait.end is not None:
                ready = self.left[wait.end]
                woken = self._woken_at(wait)
                stop = ready if woken is None else woken
                self._ready(lane, stop, ready)
            bar = Bar(index, lane, start, stop - start, style_of(wait), self._word_of(wait))
            bar.for_ever = wait.end is None and self.recording.ending == "deadlock"
            if bar.width > 0:
                self._word(bar, ready)
                self.layout.bars.append(bar)

    def _ready(self, lane: int, start: int, stop: int) -> None:
        if stop > start:
            self.layout.bars.append(Bar(None, lane, start, stop - start, "ready"))

    def _word(self, bar: Bar, ready: int) -> None:
        """Place the word of a bar on it or, where it is too short, on what follows up to ready."""
        width, end = cells(bar.word), bar.x + bar.width
        margin = 2 if bar.width >= width + ROOM["primitive"] else 1
        places = range(bar.x + margin, end - width)
        if not places:
            places = range(end + 1, ready - width)
        if places:
            crossing = [
                arrow.x
                for arrow in self.layout.arrows
                if min(arrow.start, arrow.end) < bar.lane < max(arrow.start, arrow.end)
            ]
            place = _clear(places, width, [*crossing, *self._folded_cells()])
            bar.word_x = places[0] if place is None else place
        else:
            bar.word = ""

    def _held(self) -> None:
        rows = _hold_rows(self.recording, self.taken, self.given)
        for index, hold in enumerate(self.recording.holds):
            lane = self.lane_of_task.get(hold.task)
            if lane is None:
                continue
            label = self.recording.primitives[hold.primitive].label
            start, stop = self._span(index, hold)
            row = rows[index]
            if stop <= start or row is None:
                continue
            self.lanes[lane].holds = max(self.lanes[lane].holds, row + 1)
            crossing = [
                arrow.x
                for arrow in self.layout.arrows
                if min(arrow.start, arrow.end) < lane <= max(arrow.start, arrow.end)
            ]
            fitting = [
                (word, places)
                for word in (f"holds {label}", label, "")
                if (places := range(start, stop - cells(word)))
            ]
            hidden = self._folded_cells()
            word, word_x = fitting[0][0], fitting[0][1][0]
            if _clear(range(word_x, word_x + 1), cells(word), hidden) is None:
                word = ""
            for shorter, places in fitting[:-1]:
                place = _clear(places, cells(shorter), [*crossing, *hidden])
                if place is not None:
                    word, word_x = shorter, place
                    break
            self.layout.held.append(Held(lane, row, start, stop - start, word, word_x))

    def _folded_cells(self) -> list[int]:
        return [x for fold in self.layout.folds for x in range(fold.x, fold.x + fold.width)]

    def _span(self, index: int, hold: Hold) -> tuple[int, int]:
        """Return where a hold begins and ends; one that ends as another begins leaves it room."""
        begin, end = hold.begin, hold.end
        start, stop = self._hold_starts(hold), self.end
        if end is not None:
            stop = self.right[end] if end in self.shown else self.left[end]
        for other, held in enumerate(self.recording.holds):
            if hold.task != held.task and hold.primitive != held.primitive:
                continue
            if begin == end or held.begin == held.end:
                continue
            if held.end == begin in self.shown and self.given[other] < self.taken[index]:
                start = self.left[begin] + WAKES_AT + 1
            if held.begin == end in self.shown and self.given[index] < self.taken[other]:
                stop = self.left[end] + WAKES_AT
        return start, stop

    def _widest(self) -> None:
        layout = self.layout
        ends = [self.end]
        ends += [note.x + cells(note.text) for note in layout.notes]
        ends += [tick.x + cells(tick.text) for tick in layout.ticks]
        layout.width = max(ends)


def _by_step(pairs: Iterable[tuple[int | None, Part]]) -> dict[int, list[Part]]:
    found: dict[int, list[Part]] = defaultdict(list)
    for step, part in pairs:
        if step is not None:
            found[step].append(part)
    return found


def _offset(arrow: Arrow) -> int:
    return CANCELS_AT if arrow.bad else WAKES_AT


def _under(arrow: Arrow) -> range:
    """Return the lanes whose printed words an arrow passes."""
    return range(min(arrow.start, arrow.end), max(arrow.start, arrow.end))


def _when(recording: Recording, verb: str) -> dict[int, int]:
    """Return the place of each act of a kind in the order of all acts, by what it is about."""
    return {act.what: at for at, act in enumerate(recording.acts) if act.verb == verb}


def _clear(places: range, width: int, crossing: Sequence[int]) -> int | None:
    """Return the first place for a word that no arrow crosses."""
    free = (at for at in places if not any(at - 1 <= x <= at + width for x in crossing))
    return next(free, None)


def _notes(recording: Recording) -> list[list[tuple[str, bool]]]:
    """Return, for each step, the texts below it, and whether they are bad news."""
    notes: list[list[tuple[str, bool]]] = [[] for _ in recording.steps]
    last: dict[int, int] = {}
    for index, step in enumerate(recording.steps):
        if step.struck is not None:
            cause = recording.cancellations[step.struck].cause
            notes[index].append(("timeout" if cause == "timeout" else "cancelled", True))
        if step.task is not None:
            last[step.task] = index
    printed: dict[int, list[str]] = defaultdict(list)
    for line in recording.prints:
        if line.text.strip():
            printed[line.step].append(printable(line.text))
    for index, lines in printed.items():
        if len(lines) > MOST_NOTES:
            rest = len(lines) - MOST_NOTES + 1
            lines = [*lines[: MOST_NOTES - 1], f"… {rest} lines more"]
        notes[index] += [(text, False) for text in lines]
    for task, index in last.items():
        end = recording.tasks[task].end
        if end not in ("done", "cancelled", ""):
            notes[index].append((end, True))
    return notes


def _hold_rows(
    recording: Recording, taken: dict[int, int], given: dict[int, int]
) -> list[int | None]:
    """Return the row of each hold, those of one task that overlap on rows of their own.

    It is ``None`` for a hold that is not drawn: one above ``MOST_HOLDS`` at a time, or one within
    a step in which the task holds the same once more, or in which a longer hold begins or ends.
    """
    free: dict[int, list[int]] = defaultdict(list)
    rows: list[int | None] = []
    never = len(recording.acts)
    longer = [hold for hold in recording.holds if hold.begin != hold.end]
    busy = {(hold.task, step) for hold in longer for step in (hold.begin, hold.end)}
    seen: set[tuple[int, int]] = set()
    for index, hold in enumerate(recording.holds):
        same = (hold.primitive, hold.begin)
        ends = free[hold.task]
        row = next((at for at, end in enumerate(ends) if end < taken[index]), len(ends))
        hidden = hold.begin == hold.end and (same in seen or (hold.task, hold.begin) in busy)
        if row >= MOST_HOLDS or hidden:
            rows.append(None)
            continue
        seen.add(same)
        ends[row : row + 1] = [given.get(index, never)]
        rows.append(row)
    return rows
