"""Texts in cells of a fixed-width font: how wide they are, and how they are cut and broken."""

from __future__ import annotations

import html
import unicodedata
from functools import lru_cache

SHORT_NOTE, LONGEST_NOTE = 12, 30
MOST_LINES = 3


@lru_cache(maxsize=4096)
def cells(text: str) -> int:
    """Return the width of a text in cells of a fixed-width font."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def printable(text: str) -> str:
    """Return a text with a space for each character that cannot be shown."""
    return "".join(char if char.isprintable() else " " for char in text)


def escape(text: str) -> str:
    """Return a text for a picture or a page: each of its lines printable, and none of it markup."""
    return html.escape("\n".join(printable(line) for line in text.split("\n")))


def short(text: str, most: int) -> str:
    """Cut a text to ``most`` cells."""
    text = printable(text)
    if cells(text) <= most:
        return text
    while cells(text) >= most:
        text = text[:-1]
    return text.rstrip() + "…"


def wrap(text: str, width: int) -> list[str]:
    """Break a text between words into lines of ``width`` cells, the later ones indented."""
    lines: list[str] = []
    line = ""
    for word in printable(text).split(" "):
        longer = f"{line} {word}" if line else word
        if line.strip() and cells(longer) > width:
            lines.append(line)
            longer = f" {word}"
        line = longer
    lines.append(line)
    if len(lines) > MOST_LINES:
        lines[MOST_LINES - 1 :] = ["".join(lines[MOST_LINES - 1 : MOST_LINES + 1])]
    return [short(line, width) for line in lines]


def narrowest(text: str) -> int:
    """Return the fewest cells in which a text is legible, in two lines or, a long one, in three."""
    text = printable(text)
    width = cells(text)
    lines = 2 if width <= LONGEST_NOTE else MOST_LINES
    for fewer in range(SHORT_NOTE, min(width, LONGEST_NOTE)):
        broken = wrap(text, fewer)
        if len(broken) <= lines and not any(line.endswith("…") for line in broken):
            return fewer
    return min(width, LONGEST_NOTE)


def evenly(text: str, width: int) -> list[str]:
    """Break a text into as few lines as fit a width, and all of them as short as they can be."""
    lines = wrap(text, width)
    for fewer in range(SHORT_NOTE, width):
        shorter = wrap(text, fewer)
        if len(shorter) == len(lines) and not any(line.endswith("…") for line in shorter):
            return shorter
    return lines


def clock(seconds: float) -> str:
    """Write a time of the virtual clock."""
    return f"{round(seconds, 6):g} s"
