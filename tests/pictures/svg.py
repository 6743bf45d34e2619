"""Reads an SVG back: its shapes, what they cover, and its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
CELL = 7.25
NUMBERS = {"m": 2, "l": 2, "h": 1, "v": 1, "q": 4, "z": 0}


@dataclass(frozen=True)
class Shape:
    """One element that is drawn: its classes, its attributes, its words, and what it covers."""

    kind: str
    names: tuple[str, ...]
    attributes: dict[str, str]
    words: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def x(self) -> float:
        """The middle from left to right."""
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        """The middle from top to bottom; of words, the middle of a letter."""
        return (self.top + self.bottom) / 2

    def data(self, name: str) -> int | None:
        """Return a number that the element carries for its readers."""
        value = self.attributes.get(f"data-{name}")
        return None if value is None else int(value)

    def number(self, name: str) -> float:
        """Return an attribute that is a number."""
        return float(self.attributes.get(name, "0"))

    def covers(self, other: Shape) -> bool:
        """Say whether the middle of another shape is within this one."""
        return self.left <= other.x <= self.right and self.top <= other.y <= self.bottom


def shapes(svg: ElementTree.Element) -> list[Shape]:
    """Return what an SVG draws, in the order in which it is drawn, without its patterns."""
    return list(_shapes(svg))


def _shapes(parent: ElementTree.Element) -> Iterator[Shape]:
    for element in parent:
        kind = element.tag.removeprefix(SVG)
        if kind in ("rect", "line", "path", "text", "circle") and element.get("width") != "100%":
            yield _shape(kind, element)
        if kind != "defs":
            yield from _shapes(element)


def _shape(kind: str, element: ElementTree.Element) -> Shape:
    words = "".join(element.itertext()) if kind == "text" else ""
    xs, ys = zip(*_corners(kind, element, words), strict=True)
    names = tuple(element.get("class", "").split())
    return Shape(kind, names, dict(element.attrib), words, min(xs), min(ys), max(xs), max(ys))


def _corners(kind: str, element: ElementTree.Element, words: str) -> list[tuple[float, float]]:
    def value(name: str) -> float:
        return float(element.get(name, "0"))

    match kind:
        case "rect":
            x, y = value("x"), value("y")
            return [(x, y), (x + value("width"), y + value("height"))]
        case "line":
            return [(value("x1"), value("y1")), (value("x2"), value("y2"))]
        case "circle":
            x, y, r = value("cx"), value("cy"), value("r")
            return [(x - r, y - r), (x + r, y + r)]
        case "path":
            return points(element.get("d", ""))
    width = cells(words) * CELL
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[element.get("text-anchor", "start")]
    left, baseline = value("x") - share * width, value("y")
    return [(left, baseline - 8), (left + width, baseline)]


def points(path: str) -> list[tuple[float, float]]:
    """Return the points that the pen of a path comes to."""
    found: list[tuple[float, float]] = []
    x = y = 0.0
    for command, rest in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", path):
        values = [float(number) for number in re.findall(r"-?[\d.]+(?:e-?\d+)?", rest)]
        x0, y0 = (x, y) if command.islower() else (0.0, 0.0)
        count = NUMBERS[command.lower()]
        assert len(values) == count, f"a path that cannot be read: {path}"
        match command.lower():
            case "h":
                x = x0 + values[0]
            case "v":
                y = y0 + values[0]
            case "z":
                x, y = found[0]
            case _:
                x, y = x0 + values[-2], y0 + values[-1]
        found.append((x, y))
    return found


def cells(text: str) -> int:
    """Return how many columns of a fixed-width font a text takes."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)


def plain(text: str) -> str:
    """Return a text with one space for all that is not shown between its words."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def cut_from(shown: str, whole: str) -> bool:
    """Say whether what is shown is a text, or its beginning and a sign that it goes on."""
    shown, whole = plain(shown), plain(whole)
    return shown == whole or (shown.endswith("…") and whole.startswith(shown[:-1].rstrip()))
