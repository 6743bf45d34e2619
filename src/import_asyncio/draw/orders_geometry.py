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
    words_of_box,
)
from import_asyncio.draw.text import cells
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


@dataclass(frozen=True)
class Box:
    """A step with its words, or a cancellation; it has none if it is silent."""

    step: OrderStep
    lane: int
    x: float
    lines: Sequence[str]

    @property
    def width(self) -> float:
        """As wide as its words are."""
        if not self.lines:
            return STRIKE if self.step.strikes else SILENT
        return max(map(cells, self.lines)) * CHARACTER + 2 * PADDING

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
class Cell:
    """One order."""

    order: Order
    boxes: Sequence[Box]
    waits: Sequence[Wait]
    width: float


@dataclass(frozen=True)
class Grid:
    """The cells of a picture, which all have the same lanes.

    ``lanes`` are the names of the tasks, ``middles`` their heights, ``label`` is the room for a
    name.
    """

    lanes: Sequence[str]
    middles: Sequence[float]
    label: float
    height: float
    cells: Sequence[Cell]


def place(judged: Judged, drawn: Sequence[Order]) -> Grid:
    """Place some of the judged orders, each in a cell."""
    steps = trimmed(judged)
    begin = common_silence(judged.orders.orders)
    lanes = _lanes(steps, drawn)
    placed = [_cell(order, steps[order], begin, lanes) for order in drawn]
    highest = [BOX] * len(lanes)
    for box in (box for cell in placed for box in cell.boxes):
        highest[box.lane] = max(highest[box.lane], box.height)
    heights = [height + BETWEEN_LANES for height in highest]
    tops = list(accumulate(heights, initial=0.0))
    return Grid(
        lanes,
        [top + height / 2 for top, height in zip(tops, heights, strict=False)],
        max(map(cells, lanes), default=0) * CHARACTER + 8,
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


def _cell(order: Order, steps: Sequence[OrderStep], begin: int, lanes: Sequence[str]) -> Cell:
    """Place an order; ``steps`` are those worth a picture, and ``begin`` is which is the first."""
    boxes: list[Box] = []
    blocked_until: dict[str, float] = {}
    x = 0.0
    for step in steps:
        task = lane_of(step)
        x = max(x, blocked_until.pop(task, 0))
        box = Box(step, lanes.index(task), x, words_of_box(step))
        boxes.append(box)
        if step.wait and kind_of_wait(step) == "blocked":
            blocked_until[task] = x + box.width + _room(step.wait) + HATCHED
        x += box.width + GAP
    if order.failure == "deadlock":
        x = max([x + FOR_EVER, *blocked_until.values()])
    waits = [
        wait
        for lane, task in enumerate(lanes)
        for wait in _waits(order, boxes, x, begin, lane, task)
    ]
    return Cell(order, boxes, waits, x)


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
