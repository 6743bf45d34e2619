"""The parts of a picture of orders that are SVG: a cell, a bar of the strip, a sign of the key."""

from __future__ import annotations

from collections.abc import Iterator

from import_asyncio.draw import svg
from import_asyncio.draw.legend import step_box
from import_asyncio.draw.orders_geometry import (
    BOX,
    LINE,
    PADDING,
    STRIKE,
    VALUE,
    WORD_PADDING,
    Box,
    Cell,
    Grid,
    Value,
    Wait,
)
from import_asyncio.draw.orders_words import CLASS, steps_in_words
from import_asyncio.draw.text import escape, head
from import_asyncio.draw.values import name_of
from import_asyncio.orders import Order
from import_asyncio.verdicts import Verdict

SIDE = 2
SIGN = 18
TALL, SHORT, BAR = 24, 11, 7
CANCELLED = "CancelledError"


def draw_cell(
    cell: Cell, grid: Grid, verdict: Verdict, *, width: float, prefix: str
) -> Iterator[str]:
    """Draw an order, its verdict at the end of the ``width`` that all cells of its group have."""
    start = SIDE + grid.label
    end = start + width + 6
    yield svg.names(_names(grid), start, round(grid.height))
    yield from svg.figure(
        _content(cell, grid, verdict, start, end, prefix),
        (round(end + SIGN) - start, round(grid.height)),
        left=start,
        prefix=prefix,
        title=f"{verdict.sign} {head(verdict.outcome)}",
        words=steps_in_words([box.step for box in cell.boxes], grid.expressions, cell.before),
    )


def draw_bar(order: Order, verdict: Verdict, words: str) -> str:
    """Draw one order of a strip, tall unless it is right; ``words`` are what it says, if any."""
    height = SHORT if verdict.right else TALL
    opening = svg.opening(
        BAR,
        TALL,
        class_=f"orders-bar {CLASS[verdict.right]}",
        data_choices=order.address,
        data_checksum=order.checksum,
        data_outcome=f"{verdict.sign} {head(verdict.outcome)}",
    )
    title = svg.element("title", escape(words)) if words else ""
    return f"{opening}{title}{svg.element('rect', y=TALL - height, width=BAR, height=height)}</svg>"


def signs_of(cell: Cell, verdict: Verdict) -> Iterator[str]:
    """Yield the names of the signs that a cell has."""
    for box in cell.boxes:
        yield "struck" if box.step.strikes else _end_of(box, verdict) or "box"
    for wait in cell.waits:
        if wait.for_ever and wait.kind != "tasks":
            yield "ever"
        else:
            yield {
                "answer": "answer",
                "turn": "ready",
                "tasks": "stuck" if wait.for_ever else "task",
                "blocked": "primitive",
            }[wait.kind]
    if cell.values:
        yield "value"


def _end_of(box: Box, verdict: Verdict) -> str:
    """Say whether a box has nothing to say, or whether its task ends in an exception there."""
    if not box.lines:
        return "silent"
    if not box.step.ended:
        return ""
    return "ended" if verdict.right or box.step.ended == CANCELLED else "failed"


def _patterns(prefix: str) -> str:
    blocked = svg.element("rect", class_="orders-stripe", width=2, height=6)
    stuck = svg.element("rect", class_="orders-stuck-stripe", width=2.5, height=6)
    return svg.patterns(
        svg.hatch(f"{prefix}-blocked", 6, blocked), svg.hatch(f"{prefix}-stuck", 6, stuck)
    )


def _content(
    cell: Cell, grid: Grid, verdict: Verdict, start: float, end: float, prefix: str
) -> Iterator[str]:
    yield _patterns(prefix)
    for wait in cell.waits:
        yield from _wait(wait, start, grid.middles[wait.lane], prefix)
    for box in cell.boxes:
        yield from _box(box, start, grid.middles[box.lane], verdict)
    for value in cell.values:
        yield from _value(value, start, grid.tracks[value.row])
    yield svg.text(f"orders-sign {CLASS[verdict.right]}", end, grid.height / 2 + 5, verdict.sign)


def _names(grid: Grid) -> Iterator[str]:
    for task, middle in zip(grid.lanes, grid.middles, strict=True):
        yield svg.text("orders-task", SIDE, middle + 4, task)
    for name, middle in zip(map(name_of, grid.expressions), grid.tracks, strict=True):
        yield svg.text("orders-label", SIDE, middle + 4, name)


def _value(value: Value, start: float, middle: float) -> Iterator[str]:
    left, right = start + value.x, start + value.end - 2
    top, bottom = middle - VALUE / 2, middle + VALUE / 2
    yield svg.path("stage-value", f"M{right:g} {top:g}H{left:g}V{bottom:g}H{right:g}")
    yield svg.text("orders-label", left + PADDING, middle + 4, value.text)


def _wait(wait: Wait, start: float, middle: float, prefix: str) -> Iterator[str]:
    begin, end = start + wait.x, start + wait.end
    if wait.kind != "blocked":
        name = f"orders-{wait.kind} orders-tasks-stuck" if wait.for_ever else f"orders-{wait.kind}"
        yield svg.line(name, begin, middle, end, middle)
        return
    name = "stuck" if wait.for_ever else "blocked"
    width, height = end - begin, BOX - 6
    top, fill = middle - height / 2, svg.filled(f"{prefix}-{name}")
    yield svg.rect(f"orders-{name}", begin, top, width, height, fill=fill)
    if wait.room + 4 <= width:
        x = begin + (width - wait.room) / 2
        yield svg.rect("orders-plate", x, top - 1, wait.room, height + 2, rx=2)
        words = f"orders-word orders-word-{name}"
        yield svg.text(words, x + WORD_PADDING, middle + 3.5, wait.word)


def _box(box: Box, start: float, middle: float, verdict: Verdict) -> Iterator[str]:
    if box.step.strikes:
        yield step_box(start + box.x, middle - 7, STRIKE, 14, "struck")
        return
    end = _end_of(box, verdict)
    name = (
        "orders-silent" if end == "silent" else f"orders-box orders-{end}" if end else "orders-box"
    )
    x, top = start + box.x, middle - box.height / 2
    yield svg.rect(name, x, top, box.width, box.height, rx=3)
    first = middle + 4 - (len(box.lines) - 1) * LINE / 2
    for number, line in enumerate(box.lines):
        yield svg.text("orders-words", x + PADDING, first + number * LINE, line)
