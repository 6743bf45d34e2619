"""The legend of a timeline: a sign for each kind of mark that is in the picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from import_asyncio.draw import svg
from import_asyncio.draw.text import cells
from import_asyncio.draw.timeline_parts import Layout

ROW = 22
GAP = 22
SIGN = 30
CELL = svg.CELL * 11 / 12
WIDEST = 660


@dataclass(frozen=True)
class Entry:
    """A sign and its words, with their place in the legend in pixels."""

    sign: str
    words: str
    x: float
    y: float


def legend(layout: Layout, left: float, right: float) -> list[Entry]:
    """Place what a timeline uses in rows between two edges."""
    styles = {bar.style for bar in layout.bars if not bar.for_ever}
    used = [
        ("step", "runs", bool(layout.boxes)),
        ("primitive", "is blocked", "primitive" in styles),
        ("answer", "waits for an answer", "answer" in styles),
        ("task", "waits for tasks", "task" in styles),
        ("ready", "ready, not yet run", "ready" in styles),
        ("hold", "holds it", bool(layout.held)),
        ("wake", "wakes", any(not arrow.bad for arrow in layout.arrows)),
        ("cancel", "cancels", any(arrow.bad for arrow in layout.arrows)),
    ]
    entries = []
    x, y = left, 0.0
    for sign, words, is_used in used:
        width = SIGN + cells(words) * CELL
        if is_used:
            if x > left and x + width > min(right, WIDEST):
                x, y = left, y + ROW
            entries.append(Entry(sign, words, x, y))
            x += width + GAP
    return entries


def draw_legend(entries: Sequence[Entry], top: float, hatch: str) -> Iterator[str]:
    """Draw a legend below ``top``; ``hatch`` is the pattern of what is blocked."""
    for entry in entries:
        y = top + ROW + entry.y
        yield _sign(entry.sign, entry.x, y, hatch)
        yield svg.text("stage-key", entry.x + SIGN, y + 4, entry.words)


def _sign(name: str, x: float, y: float, hatch: str) -> str:
    match name:
        case "step":
            return svg.rect("stage-step", x + 4, y - 7, 14, 14, rx=3)
        case "primitive":
            return svg.rect("stage-edge", x, y - 6, 22, 12, rx=3, fill=svg.filled(hatch))
        case "answer" | "ready":
            return svg.line(f"stage-{name}", x, y, x + 22, y)
        case "task":
            return svg.line("stage-others", x, y, x + 22, y)
        case "hold":
            place = svg.rect("stage-held", x, y - 6, 22, 12, rx=3)
            return place + svg.line("stage-hold", x, y + 6, x + 22, y + 6)
    head = "stage-head" if name == "wake" else "stage-cancel-head"
    shaft = svg.line(f"stage-{name}", x + 11, y - 8, x + 11, y)
    return shaft + svg.path(head, f"M{x + 11:g} {y + 7:g}l-4 -7h8z")
