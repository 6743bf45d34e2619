"""Where everything of the cells of orders goes, in pixels.

A cell is one order: a lane for each task, a box for each step, and what a task waits for between
them. All cells of a picture have the same lanes, each as high as its highest box.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from import_asyncio.draw.orders_words import (
    common_silence,
    kind_of_wait,
    lane_of,
    trimmed,
    values_before,
    words_of_box,
)
from import_asyncio.draw.text import cells
from import_asyncio.draw.values import name_of, shown
from import_asyncio.orders import Order, OrderStep
from import_asyncio.verdicts import Judged

CHARACTER = 6.65
LINE = 13
BOX = 17
BETWEEN_LANES = 5
SILENT = 8
STRIKE = 14
GAP = 7
PADDING = 5
SHRUNK = 0.92
WORD_PADDING = 3
HATCHED = 26
FOR_EVER = 30
VALUE = 15
WIDEST = 480


@dataclass(frozen=True)
class Box:
    """A step with its words, or a cancellation; it has none if it is silent."""

    step: OrderStep
    lane: int
    x: float
    lines: Sequence[str]
    widened: float = 0

    @property
    def width(self) -> float:
        """As wide as its words are, or as it is widened to."""
        if not self.lines:
            return STRIKE if self.step.strikes else SILENT
        return max(max(map(cells, self.lines)) * CHARACTER + 2 * PADDING, self.widened)

    @property
    def height(self) -> int:
        """As high as its lines are."""
        return BOX + LINE * max(0, len(self.lines) - 1)


@dataclass(frozen=True)
class Wait:
    """What a task waits for up to its next step or, ``for_ever``, up to the end of the cell.

    ``kind`` is that of ``kind_of_wait``; what it is ``"blocked"`` by is named by ``word``.
    """

    kind: str
    word: str
    lane: int
    x: float
    end: float
    for_ever: bool

    @property
    def room(self) -> float:
        """How wide its word is, with its plate."""
        return _room(self.word)


@dataclass(frozen=True)
class Value:
    """What an expression is from one step to the one that changes it, in the row of its track."""

    row: int
    x: float
    end: float
    text: str


@dataclass(frozen=True)
class Cell:
    """One order; ``before`` are the values of what is watched at its first box."""

    order: Order
    boxes: Sequence[Box]
    waits: Sequence[Wait]
    width: float
    before: Sequence[str]
    values: Sequence[Value] = ()


@dataclass(frozen=True)
class Grid:
    """The cells of a picture, which all have the same lanes.

    ``lanes`` are the names of the tasks, ``middles`` their heights; ``expressions`` is what is
    watched, in rows of the heights ``tracks``. ``label`` is the room for a name.
    """

    lanes: Sequence[str]
    middles: Sequence[float]
    expressions: Sequence[str]
    tracks: Sequence[float]
    label: float
    height: float
    cells: Sequence[Cell]

    @property
    def width(self) -> float:
        """How wide the widest cell is, without its verdict."""
        return self.label + max((cell.width for cell in self.cells), default=0)


def place(judged: Judged, drawn: Sequence[Order]) -> Grid:
    """Place some of the judged orders, each in a cell, in even columns where these have room."""
    steps = trimmed(judged)
    begin = common_silence(judged.orders.orders)
    lanes = _lanes(steps, drawn)
    expressions = judged.orders.expressions
    names = [*lanes, *map(name_of, expressions)]
    label = max(map(cells, names), default=0) * CHARACTER + 8
    worded = [box for order in drawn for step in steps[order] if (box := _box(step)).lines]
    even = max((box.width for box in worded), default=0)
    placed = [_cell(judged, order, steps[order], begin, lanes, even) for order in drawn]
    if any(label + cell.width > WIDEST for cell in placed):
        placed = [_cell(judged, order, steps[order], begin, lanes, 0) for order in drawn]
    highest = [BOX] * len(lanes)
    for box in (box for cell in placed for box in cell.boxes):
        highest[box.lane] = max(highest[box.lane], box.height)
    heights = [height + BETWEEN_LANES for height in highest]
    heights += [VALUE + BETWEEN_LANES] * len(expressions)
    tops = list(accumulate(heights, initial=0.0))
    middles = [top + height / 2 for top, height in zip(tops, heights, strict=False)]
    return Grid(
        lanes,
        middles[: len(lanes)],
        expressions,
        middles[len(lanes) :],
        label,
        max(BOX, tops[-1]),
        placed,
    )


def _lanes(steps: Mapping[Order, Sequence[OrderStep]], drawn: Sequence[Order]) -> list[str]:
    """Return the tasks that take a step worth a picture or are stuck, by where they first occur."""
    shown = {lane_of(step) for order in drawn for step in steps[order]}
    shown |= {step.task for order in drawn for step in _stuck(order)}
    tasks = (lane_of(step) for order in drawn for step in order.steps)
    return list(dict.fromkeys(task for task in tasks if task in shown))


def _stuck(order: Order) -> list[OrderStep]:
    """Return the last steps of those who wait for ever, but for a main that waits for others."""
    if order.failure != "deadlock":
        return []
    last = {step.task: step for step in order.steps if not step.strikes}
    return [
        step
        for step in last.values()
        if step.wait and not (step.task == "main" and step.waits_for_tasks)
    ]


def _box(step: OrderStep, lane: int = 0, x: float = 0, widened: float = 0) -> Box:
    return Box(step, lane, x, words_of_box(step), widened)


def _cell(
    judged: Judged,
    order: Order,
    steps: Sequence[OrderStep],
    begin: int,
    lanes: Sequence[str],
    even: float,
) -> Cell:
    """Place an order; ``steps`` are those worth a picture, and ``begin`` is which is the first.

    Boxes that have words are all at least ``even`` wide.
    """
    boxes: list[Box] = []
    blocked_until: dict[str, float] = {}
    before = values_before(judged, order)
    written = [(0.0, value) for value in before]
    x = 0.0
    for step in steps:
        task = lane_of(step)
        x = max(x, blocked_until.pop(task, 0))
        for row, value in enumerate(step.values):
            at, text = written[row]
            if value != text:
                x = max(x, at + _room_of_value(text))
                written[row] = x, value
        box = _box(step, lanes.index(task), x, even)
        boxes.append(box)
        if step.wait and kind_of_wait(step) == "blocked":
            blocked_until[task] = x + box.width + _room(step.wait) + HATCHED
        x += box.width + GAP
    if order.failure == "deadlock":
        x = max([x + FOR_EVER, *blocked_until.values()])
    x = max([x, *(at + _room_of_value(text) for at, text in written)])
    waits = [
        wait
        for lane, task in enumerate(lanes)
        for wait in _waits(order, boxes, x, begin, lane, task)
    ]
    return Cell(order, boxes, waits, x, before, list(_values(before, boxes, x)))


def _values(before: Sequence[str], boxes: Sequence[Box], width: float) -> Iterator[Value]:
    """Yield what is watched, from each box that changes it to the next one that does."""
    for row, value in enumerate(before):
        x = 0.0
        for box in boxes:
            if box.step.values[row] != value:
                if value and box.x > x:
                    yield Value(row, x, box.x, shown(value))
                x, value = box.x, box.step.values[row]
        if value and width > x:
            yield Value(row, x, width, shown(value))


def _room_of_value(value: str) -> float:
    return cells(shown(value)) * CHARACTER + 2 * PADDING if value else 0


def _waits(
    order: Order, boxes: Sequence[Box], width: float, begin: int, lane: int, task: str
) -> Iterator[Wait]:
    """Yield what the task of a lane waits for, before, between and after its boxes."""
    before = [step for step in order.steps[:begin] if lane_of(step) == task]
    state = before[-1] if before else None
    x = 0.0
    for box in boxes:
        if box.lane == lane:
            yield from _wait(state, lane, x, box.x)
            x, state = box.x + box.width, box.step
    stuck = order.failure == "deadlock" and state is not None and bool(state.wait)
    goes_on = any(lane_of(step) == task for step in order.steps[begin + len(boxes) :])
    if stuck or goes_on:
        yield from _wait(state, lane, x, width, for_ever=stuck)


def _wait(
    state: OrderStep | None, lane: int, x: float, end: float, *, for_ever: bool = False
) -> Iterator[Wait]:
    if state is not None and state.wait and end - x >= 1:
        yield Wait(kind_of_wait(state), state.wait, lane, x, end, for_ever)


def _room(word: str) -> float:
    return cells(word) * CHARACTER * SHRUNK + 2 * WORD_PADDING
