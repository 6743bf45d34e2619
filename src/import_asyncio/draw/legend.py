"""The signs of all pictures, each with its words, and the legends that explain them.

A picture that stands alone has its legend in it. On a page a legend is a list beside the picture.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from import_asyncio.draw import svg
from import_asyncio.draw.text import cells

ROW = 22
GAP = 22
SIGN = 30
CELL = svg.CELL * 11 / 12
WIDEST = 660
WIDTH, HEIGHT = 24, 18


class Picture(NamedTuple):
    """A picture as markup, the names of the signs that are in it, and its width in pixels."""

    markup: str
    signs: tuple[str, ...]
    width: float


SIGNS: Mapping[str, str] = {
    "step": "a step: the task runs",
    "box": "a step, and what it prints",
    "silent": "a step that prints nothing",
    "primitive": "is blocked",
    "answer": "waits for an answer",
    "task": "waits for tasks",
    "ready": "ready, has not run yet",
    "hold": "holds it",
    "wake": "wakes",
    "cancel": "cancels",
    "struck": "is cancelled",
    "ended": "ends in an exception, as it may",
    "bad": "ends in an exception",
    "failed": "a step that ends in an exception",
    "ever": "waits for ever",
    "stuck": "waits for tasks, for ever",
    "clock": "the clock moves on",
    "value": "a value, from the step that changes it",
}


@dataclass(frozen=True)
class Entry:
    """A sign and its words, with their place in a legend in pixels."""

    sign: str
    words: str
    x: float
    y: float


def in_order(signs: Collection[str]) -> tuple[str, ...]:
    """Return signs in the order in which all legends have them."""
    return tuple(sign for sign in SIGNS if sign in signs)


def legend(signs: Collection[str], left: float, right: float) -> list[Entry]:
    """Place signs in rows between two edges."""
    entries = []
    x, y = left, 0.0
    for sign in in_order(signs):
        words = SIGNS[sign]
        width = SIGN + cells(words) * CELL
        if x > left and x + width > min(right, WIDEST):
            x, y = left, y + ROW
        entries.append(Entry(sign, words, x, y))
        x += width + GAP
    return entries


def draw_legend(entries: Sequence[Entry], top: float, prefix: str) -> Iterator[str]:
    """Draw a legend of a picture below ``top``; ``prefix`` begins its ids."""
    for entry in entries:
        y = top + ROW + entry.y
        yield _sign(entry.sign, entry.x, y, f"{prefix}-key-{entry.sign}")
        yield svg.text("stage-key", entry.x + SIGN, y + 4, entry.words)


def draw_key(signs: Collection[str], *, prefix: str) -> str:
    """Draw signs as a list in HTML, each with its words; ``prefix`` begins every id in it."""
    items = []
    for sign in in_order(signs):
        drawn = _sign(sign, 1, HEIGHT / 2, f"{prefix}-key-{sign}")
        opening = svg.opening(WIDTH, HEIGHT, aria_hidden="true")
        items.append(f"<li>{opening}{drawn}</svg> {SIGNS[sign]}</li>")
    return f'<ul class="stage-legend" aria-label="Signs">{"".join(items)}</ul>'


def _sign(name: str, x: float, y: float, pattern: str) -> str:
    """Draw a sign, 22 pixels wide, around the height ``y``; it may need a pattern of its own."""
    match name:
        case "step" | "struck" | "bad":
            return step_box(x + 4, y - 7, 14, 14, "" if name == "step" else name)
        case "silent":
            return svg.rect("orders-silent", x + 7, y - 6, 8, 12, rx=3)
        case "box" | "ended" | "failed":
            names = "orders-box" if name == "box" else f"orders-box orders-{name}"
            return svg.rect(names, x, y - 6, 22, 12, rx=3)
        case "primitive" | "ever":
            edge, stripe = EDGES[name]
            hatched = svg.patterns(svg.hatch(pattern, 7, svg.path(stripe, "M1 0V7")))
            return hatched + svg.rect(edge, x, y - 6, 22, 12, rx=3, fill=svg.filled(pattern))
        case "answer" | "ready":
            return svg.line(f"stage-{name}", x, y, x + 22, y)
        case "task":
            return svg.line("stage-others", x, y, x + 22, y)
        case "stuck":
            return svg.line("orders-tasks orders-tasks-stuck", x, y, x + 22, y)
        case "hold":
            place = svg.rect("stage-held", x, y - 6, 22, 12, rx=3)
            return place + svg.line("stage-hold", x, y + 6, x + 22, y + 6)
        case "clock":
            return svg.line("stage-tick", x + 11, y - 8, x + 11, y + 8)
        case "value":
            return svg.path("stage-value", f"M{x + 22:g} {y - 6:g}H{x + 2:g}V{y + 6:g}H{x + 22:g}")
    head = "stage-head" if name == "wake" else "stage-cancel-head"
    shaft = svg.line(f"stage-{name}", x + 11, y - 8, x + 11, y)
    return shaft + svg.path(head, f"M{x + 11:g} {y + 7:g}l-4 -7h8z")


EDGES = {
    "primitive": ("stage-edge", "stage-stripe"),
    "ever": ("stage-error-edge", "stage-error-stripe"),
}


def step_box(x: float, y: float, width: float, height: float, fate: str, **data: svg.Value) -> str:
    """Draw a step of a timeline, and what came of it: a slash is a cancellation, a cross is bad."""
    names = f"stage-step stage-{fate}" if fate else "stage-step"
    box = svg.rect(names, x, y, width, height, rx=min(5, height / 4), **data)
    left, top = x + 3.25, y + (height - 8) / 2
    if fate == "bad":
        box += svg.path("stage-cross", f"M{left:g} {top:g}l8 8m0-8l-8 8")
    elif fate == "struck":
        box += svg.path("stage-cross", f"M{left:g} {top + 8:g}l8 -8")
    return box
