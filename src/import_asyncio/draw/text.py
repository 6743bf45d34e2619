"""Texts in cells of a fixed-width font: how wide they are, and how they are cut and broken."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, takewhile

FOR_EVER = "waits for ever"
LONGEST_TEXT = 300
SHORT_NOTE, LONGEST_NOTE = 12, 30
MOST_LINES = 3


@lru_cache(maxsize=4096)
def cells(text: str) -> int:
    """Return the width of a text in cells of a fixed-width font."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def printable(text: str) -> str:
    """Return a text with a space for each character that cannot be shown."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else " " for char in text)


def escape(text: str) -> str:
    """Return a text for a picture or a page: each of its lines printable, and none of it markup."""
    return html.escape("\n".join(printable(line) for line in text.split("\n")))


def head(text: str) -> str:
    """Return as much of a text as any picture has room for, so that no text is long work."""
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


def short(text: str, most: int) -> str:
    """Cut a text to ``most`` cells."""
    text = printable(text)
    if cells(text) <= most:
        return text
    fitting = takewhile((most - 1).__ge__, accumulate(map(_cells, text)))
    return f"{text[: len(list(fitting))].rstrip()}…"


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


@lru_cache(maxsize=1024)
def narrowest(text: str) -> int:
    """Return the fewest cells in which a text is legible, in two lines or, a long one, in three."""
    text = printable(text)
    width = cells(text)
    lines = 2 if width <= LONGEST_NOTE else MOST_LINES
    for fewer in _widths(text, lines, min(width, LONGEST_NOTE)):
        broken = wrap(text, fewer)
        if len(broken) <= lines and not _is_cut(broken):
            return fewer
    return min(width, LONGEST_NOTE)


def evenly(text: str, width: int) -> list[str]:
    """Break a text into as few lines as fit a width, and all of them as short as they can be."""
    lines = wrap(text, width)
    for fewer in _widths(printable(text), len(lines), width):
        shorter = wrap(text, fewer)
        if len(shorter) == len(lines) and not _is_cut(shorter):
            return shorter
    return lines


def _widths(text: str, lines: int, limit: int) -> range:
    """Return the widths below a limit in which a text may fit in that many lines."""
    fewest = -(-cells(text.lstrip(" ")) // lines)
    return range(max(SHORT_NOTE, fewest), limit)


def _is_cut(lines: Sequence[str]) -> bool:
    return any(line.endswith("…") for line in lines)


def clock(seconds: float) -> str:
    """Write a time of the virtual clock."""
    return f"{round(seconds, 6):.15g} s"
