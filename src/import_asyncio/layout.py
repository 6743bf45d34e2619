"""Where everything of a timeline goes, in cells of a fixed-width font.

Steps take no virtual time, so each has a column of its own, from left to right in the order
in which they ran. A column moves right until every word fits beside what stands before it
in its lane; no word ever lies on a box or on another word. Pictures and terminals draw the
same layout.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from import_asyncio.recording import Recording, Step, Wait

BOX = 3
GAP = 2
TIME_GAP = 3
LABEL_GAP = 3
INDENT = 2
ROOM = {"primitive": 6, "answer": 4, "task": 4}
LONGEST_LABEL = 20
LONGEST_NOTE = 30
MOST_NOTES = 4
MOST_HOLDS = 3
MOST_LANES, FIRST_LANES, LAST_LANES = 12, 7, 2
MOST_COLUMNS, FIRST_COLUMNS, LAST_COLUMNS = 40, 20, 10
FOR_EVER = "waits for ever"
OUTSIDE = ("callback", "thread", "module")


@dataclass
class Lane:
    """One row of the picture: a task, what ran outside of tasks, or many tasks folded.

    ``holds`` and ``notes`` are the numbers of rows above and below its bar.
    """

    label: str
    call: str
    task: int | None = None
    place: str = "task"
    fold: bool = False
    holds: int = 0
    notes: int = 0


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


def cells(text: str) -> int:
    """Return the width of a text in cells of a fixed-width font."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def printable(text: str) -> str:
    """Return a text with a space for each character that cannot be shown."""
    return "".join(char if char.isprintable() else " " for char in text)


def short(text: str, most: int) -> str:
    """Cut a text to ``most`` cells."""
    text = printable(text)
    if cells(text) <= most:
        return text
    while cells(text) >= most:
        text = text[:-1]
    return text.rstrip() + "…"


def clock(seconds: float) -> str:
    """Write a time of the virtual clock."""
    return f"{round(seconds, 6):g} s"


def style_of(wait: Wait) -> str:
    """Return how a wait is drawn: for a primitive, for an answer or for other tasks."""
    if wait.kind in ("sleep", "thread", "turn"):
        return "answer"
    return "task" if wait.kind in ("task", "tasks") else "primitive"


def _room(wait: Wait) -> int:
    """Return the cells that a wait needs for its word and its pattern."""
    return cells(short(wait.label, LONGEST_NOTE)) + ROOM[style_of(wait)]


def lay_out(recording: Recording) -> Layout:
    """Place everything of a recording."""
    return _Columns(recording).layout


class _Columns:
    """Places the columns of one recording, from left to right."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self.lanes, self.lane_of_task = _lanes(recording)
        labels = [cells(text) for lane in self.lanes for text in (lane.label, lane.call)]
        self.layout = Layout(left=max(labels, default=0) + LABEL_GAP, lanes=self.lanes)
        self.left: list[int] = []
        self.right: list[int] = []
        self.words = _notes(recording)
        self.hold_rows = _hold_rows(recording)
        self.shown = self._shown()
        self._place()
        self.end = self._end()
        self._boxes()
        self._arrows()
        self._bars()
        self._held()
        self._widest()

    def lane(self, step: Step) -> int | None:
        """Return the lane of a step, or ``None`` where it is folded away."""
        if step.task is not None:
            return self.lane_of_task.get(step.task)
        return next(at for at, lane in enumerate(self.lanes) if lane.place == step.place)

    def _shown(self) -> set[int]:
        """Return the steps that get a column."""
        steps = self.recording.steps
        mine = [index for index, step in enumerate(steps) if self.lane(step) is not None]
        if len(mine) > MOST_COLUMNS:
            mine = mine[:FIRST_COLUMNS] + mine[-LAST_COLUMNS:]
        return set(mine)

    def _place(self) -> None:
        recording, layout = self.recording, self.layout
        begun, woken = defaultdict(list), defaultdict(list)
        for wait in recording.waits:
            if wait.end is not None:
                begun[wait.end].append(wait)
            if wait.woken_by is not None:
                woken[wait.woken_by].append(wait)
        given = defaultdict(list)
        for hold in recording.holds:
            if hold.end is not None:
                given[hold.end].append(hold)
        rows: dict[tuple[int, int], int] = {}
        edge, tick_edge, now = layout.left - GAP, 0, -1.0
        folded: list[int] = []
        earlier: set[int] = set()
        for index, step in enumerate(recording.steps):
            lane = self.lane(step)
            if index not in self.shown or lane is None:
                if lane is not None:
                    folded.append(index)
                self.left.append(edge + 1)
                self.right.append(edge + 1)
                continue
            if folded:
                edge = self._fold(folded, edge + GAP)
                folded = []
            at = edge + GAP
            if step.time != now:
                at = max(at + (TIME_GAP if now >= 0 else 0), tick_edge)
            for row in range(len(self.words[index])):
                at = max(at, rows.get((lane, row), 0))
            for wait in [*begun[index], *woken[index]]:
                if wait.task in self.lane_of_task and wait.begin in earlier:
                    at = max(at, self.right[wait.begin] + _room(wait))
            for hold in given[index]:
                if hold.task in self.lane_of_task and hold.begin in earlier:
                    word = recording.primitives[hold.primitive].label
                    at = max(at, self.left[hold.begin] + cells(word) + 2 - BOX)
            for row, (text, _) in enumerate(self.words[index]):
                rows[lane, row] = at + INDENT + cells(text)
            if step.time != now:
                now = step.time
                layout.ticks.append(Tick(at, clock(now)))
                tick_edge = at + cells(clock(now)) + GAP
            self.left.append(at)
            self.right.append(at + BOX)
            earlier.add(index)
            edge = at + BOX
            outer = step.within
            while outer is not None:
                edge += 1
                self.right[outer] = edge
                outer = recording.steps[outer].within

    def _fold(self, folded: Sequence[int], at: int) -> int:
        signatures = {self._signature(index) for index in self.shown}
        alike = all(self._signature(index) in signatures for index in folded)
        text = f"… {len(folded)} steps {'alike' if alike else 'more'} …"
        self.layout.folds.append(Fold(at, cells(text) + 2, text))
        edge = at + cells(text) + 2
        for index in folded:
            self.left[index], self.right[index] = at, edge
        return edge

    def _signature(self, index: int) -> tuple[object, ...]:
        """Return what makes a step like another: its code and whether it prints."""
        step = self.recording.steps[index]
        return step.resumes, step.suspends, step.struck is None, bool(self.words[index])

    def _end(self) -> int:
        """Return where the last column ends, with room for bars that never close."""
        ever = [
            self.right[wait.begin] + cells(f"{wait.label} · {FOR_EVER}") + 6
            for wait in self.recording.waits_for_ever()
            if wait.task in self.lane_of_task
        ]
        return max([*self.right, *ever], default=0)

    def _boxes(self) -> None:
        last = {step.task: index for index, step in enumerate(self.recording.steps)}
        for index in sorted(self.shown):
            step = self.recording.steps[index]
            lane = self.lane(step)
            assert lane is not None
            ended = step.task is not None and last[step.task] == index and step.suspends is None
            end = self.recording.tasks[step.task].end if step.task is not None else ""
            bad = step.struck is not None or (ended and end not in ("done", ""))
            width = self.right[index] - self.left[index]
            self.layout.boxes.append(Box(index, lane, self.left[index], width, bad))
            for row, (text, worse) in enumerate(self.words[index]):
                self.layout.notes.append(Note(lane, row, self.left[index] + INDENT, text, worse))
                self.lanes[lane].notes = max(self.lanes[lane].notes, row + 1)

    def _arrows(self) -> None:
        steps = self.recording.steps
        struck: set[tuple[int | None, int | None]] = set()
        for cancel in self.recording.cancellations:
            if cancel.struck is not None and cancel.by is not None:
                struck.add((cancel.by, cancel.struck))
                self._arrow(cancel.by, cancel.task, bad=True)
        for wait in self.recording.waits:
            by = wait.woken_by
            if by is None or by < wait.begin or (by, wait.end) in struck:
                continue
            if steps[by].task != wait.task:
                self._arrow(by, wait.task, bad=False)

    def _arrow(self, by: int, task: int, *, bad: bool) -> None:
        start, end = self.lane(self.recording.steps[by]), self.lane_of_task.get(task)
        if by in self.shown and start is not None and end is not None and start != end:
            self.layout.arrows.append(Arrow(self.left[by], start, end, bad))

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
            if wait.end is not None:
                stop = self.left[wait.end]
                by = wait.woken_by
                if by is not None and by > wait.begin:
                    woken = max(start, self.left[by])
                    self._ready(lane, woken, stop)
                    stop = woken
            word = short(wait.label, LONGEST_NOTE)
            bar = Bar(index, lane, start, stop - start, style_of(wait), word)
            bar.for_ever = wait.end is None and self.recording.ending == "deadlock"
            if bar.for_ever:
                bar.word += f" · {FOR_EVER}"
            if bar.width > 0:
                self._word(bar)
                self.layout.bars.append(bar)

    def _ready(self, lane: int, start: int, stop: int) -> None:
        if stop > start:
            self.layout.bars.append(Bar(None, lane, start, stop - start, "ready"))

    def _word(self, bar: Bar) -> None:
        width = cells(bar.word)
        margin = 2 if bar.width >= width + 4 else 1
        places = range(bar.x + margin, bar.x + bar.width - width - margin + 1)
        if places:
            crossing = [
                arrow.x
                for arrow in self.layout.arrows
                if min(arrow.start, arrow.end) < bar.lane < max(arrow.start, arrow.end)
            ]
            bar.word_x = _clear(places, width, crossing)
        else:
            bar.word = ""

    def _held(self) -> None:
        for index, hold in enumerate(self.recording.holds):
            lane = self.lane_of_task.get(hold.task)
            if lane is None:
                continue
            label = self.recording.primitives[hold.primitive].label
            begin, end = hold.begin, hold.end
            start = self.left[begin] if begin in self.shown else self.right[begin]
            stop = self.end
            if end is not None:
                stop = self.right[end] if end in self.shown else self.left[end]
            row = self.hold_rows[index]
            if stop <= start or row is None:
                continue
            self.lanes[lane].holds = max(self.lanes[lane].holds, row + 1)
            for word in (f"holds {label}", label, ""):
                places = range(start, stop - cells(word))
                if places:
                    break
            crossing = [
                arrow.x
                for arrow in self.layout.arrows
                if min(arrow.start, arrow.end) < lane <= max(arrow.start, arrow.end)
            ]
            word_x = _clear(places, cells(word), crossing)
            self.layout.held.append(Held(lane, row, start, stop - start, word, word_x))

    def _widest(self) -> None:
        layout = self.layout
        ends = [self.end]
        ends += [note.x + cells(note.text) for note in layout.notes]
        ends += [tick.x + cells(tick.text) for tick in layout.ticks]
        layout.width = max(ends)


def _clear(places: range, width: int, crossing: Sequence[int]) -> int:
    """Return the first place for a word that no arrow crosses, or the first of all."""
    free = (at for at in places if not any(at - 1 <= x <= at + width for x in crossing))
    return next(free, places[0])


def _lanes(recording: Recording) -> tuple[list[Lane], dict[int, int]]:
    """Return the lanes, and the lane of each task that has one."""
    tasks = list(range(len(recording.tasks)))
    shown: list[int | None] = list(tasks)
    if len(tasks) > MOST_LANES:
        shown = [*tasks[:FIRST_LANES], None, *tasks[-LAST_LANES:]]
    lanes, where = [], {}
    for task in shown:
        if task is None:
            hidden = tasks[FIRST_LANES:-LAST_LANES]
            lanes.append(Lane(_fold_label(recording, hidden, tasks), "", fold=True))
        else:
            entry = recording.tasks[task]
            where[task] = len(lanes)
            known = entry.call.startswith(f"{entry.label}(")
            label = short(entry.label, LONGEST_LABEL)
            call = "" if known else short(entry.call, LONGEST_LABEL)
            lanes.append(Lane(label, call, task))
    places = {step.place for step in recording.steps}
    lanes += [Lane(place, "", place=place) for place in OUTSIDE if place in places]
    return lanes, where


def _fold_label(recording: Recording, hidden: Iterable[int], tasks: Iterable[int]) -> str:
    def waited(task: int) -> tuple[object, ...]:
        kinds = {wait.kind for wait in recording.waits if wait.task == task}
        return frozenset(kinds), recording.tasks[task].end

    hidden = set(hidden)
    kinds = {waited(task) for task in tasks if task not in hidden}
    alike = all(waited(task) in kinds for task in hidden)
    return f"… {len(hidden)} tasks {'alike' if alike else 'more'} …"


def _notes(recording: Recording) -> list[list[tuple[str, bool]]]:
    """Return, for each step, the words below it, and whether they are bad news."""
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
            printed[line.step].append(short(line.text, LONGEST_NOTE))
    for index, lines in printed.items():
        if len(lines) > MOST_NOTES:
            rest = len(lines) - MOST_NOTES + 1
            lines = [*lines[: MOST_NOTES - 1], f"… {rest} lines more"]
        notes[index] += [(text, False) for text in lines]
    for task, index in last.items():
        end = recording.tasks[task].end
        if end not in ("done", "cancelled", ""):
            notes[index].append((short(end, LONGEST_NOTE), True))
    return notes


def _hold_rows(recording: Recording) -> list[int | None]:
    """Return the row of each hold, those of one task that overlap on rows of their own.

    It is ``None`` for a hold that is not drawn: the same once more within one step, or one
    above ``MOST_HOLDS`` at a time.
    """
    free: dict[int, list[int]] = defaultdict(list)
    rows: list[int | None] = []
    never = len(recording.steps)
    seen: set[tuple[int, int, int | None]] = set()
    for hold in recording.holds:
        same = (hold.primitive, hold.begin, hold.end)
        taken = free[hold.task]
        row = next((at for at, end in enumerate(taken) if end < hold.begin), len(taken))
        if row >= MOST_HOLDS or (same in seen and hold.begin == hold.end):
            rows.append(None)
            continue
        seen.add(same)
        taken[row : row + 1] = [never if hold.end is None else hold.end]
        rows.append(row)
    return rows
