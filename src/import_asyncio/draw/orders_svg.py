"""The parts of a picture of orders that are SVG: a cell, a bar of the strip, a sign of the key."""

from __future__ import annotations

from collections.abc import Iterator

from import_asyncio.draw import svg
from import_asyncio.draw.orders_geometry import (
    BOX,
    LINE,
    PADDING,
    SILENT,
    STRIKE,
    WORD_PADDING,
    Box,
    Cell,
    Grid,
    Wait,
)
from import_asyncio.draw.orders_words import CLASS, steps_in_words
from import_asyncio.draw.text import escape, head
from import_asyncio.orders import Order
from import_asyncio.verdicts import Verdict

SIDE = 2
SIGN = 18
TALL, SHORT, BAR = 24, 11, 7


def draw_cell(
    cell: Cell, grid: Grid, verdict: Verdict, *, width: float, prefix: str
) -> Iterator[str]:
    """Draw an order, its verdict at the end of the ``width`` that all cells of its group have."""
    start = SIDE + grid.label
    end = start + width + 6
    return svg.figure(
        _content(cell, grid, verdict, start, end, prefix),
        (round(end + SIGN), round(grid.height)),
        prefix=prefix,
        title=f"{verdict.sign} {head(verdict.outcome)}",
        words=steps_in_words([box.step for box in cell.boxes]),
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


def draw_sign(name: str, prefix: str) -> str:
    """Draw a sign of the key."""
    opening = svg.opening(24, 12, aria_hidden="true")
    if name in ("answer", "turn", "tasks"):
        return f"{opening}{svg.line(f'orders-{name}', 0, 6, 24, 6)}</svg>"
    if name == "strike":
        return f"{opening}{_strike(5, 6)}</svg>"
    if name in ("box", "silent"):
        width = {"box": 22, "silent": SILENT}[name]
        return f"{opening}{svg.rect(f'orders-{name}', 12 - width // 2, 1, width, 10, rx=3)}</svg>"
    fill = svg.filled(f"{prefix}-{name}")
    sign = svg.rect(f"orders-{name}", 1, 1, 22, 10, fill=fill)
    return f"{opening}{_patterns(prefix)}{sign}</svg>"


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
    for lane, (task, middle) in enumerate(zip(grid.lanes, grid.middles, strict=True)):
        yield svg.text("orders-task", SIDE, middle + 4, task)
        for wait in cell.waits:
            if wait.lane == lane:
                yield from _wait(wait, start, middle, prefix)
    for box in cell.boxes:
        yield from _box(box, start, grid.middles[box.lane])
    yield svg.text(f"orders-sign {CLASS[verdict.right]}", end, grid.height / 2 + 5, verdict.sign)


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


def _box(box: Box, start: float, middle: float) -> Iterator[str]:
    if box.step.strikes:
        yield _strike(start + box.x, middle)
        return
    name = "orders-silent"
    if box.lines:
        name = "orders-box orders-bad" if box.step.ended else "orders-box"
    x, top = start + box.x, middle - box.height / 2
    yield svg.rect(name, x, top, box.width, box.height, rx=3)
    first = middle + 4 - (len(box.lines) - 1) * LINE / 2
    for number, line in enumerate(box.lines):
        yield svg.text("orders-words", x + PADDING, first + number * LINE, line)


def _strike(x: float, middle: float) -> str:
    """Draw a cancellation: a box with a cross."""
    box = svg.rect("orders-strike", x, middle - 6, STRIKE, 12, rx=3)
    return box + svg.path("orders-cross", f"M{x + 4:g} {middle - 3:g}l6 6m0-6l-6 6")
