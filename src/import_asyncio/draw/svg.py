"""The few elements of SVG that all pictures are made of.

Attributes are given as text and numbers, and are escaped here; what stands between two tags is
given as markup, and only the functions for texts escape it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from import_asyncio.draw.text import escape

CELL = 7.25
"""The width of a cell in the widest of the usual fixed-width fonts, its letters 12 pixels high."""

Value = str | float | None


def element(tag: str, content: str | None = None, /, **attributes: Value) -> str:
    """Write an element; ``class_`` is ``class``, and an attribute that is ``None`` is left out."""
    start = f"<{tag}{_written(attributes)}"
    return f"{start}/>" if content is None else f"{start}>{content}</{tag}>"


def opening(
    width: float, height: float, *, left: float = 0, name: str | None = None, **attributes: Value
) -> str:
    """Begin a picture of its own, its size fixed in pixels; ``left`` is where it begins."""
    box = f"{left:g} 0 {width:g} {height:g}"
    size = _written({"class_": name, "width": width, "height": height, "viewBox": box})
    return f'<svg xmlns="http://www.w3.org/2000/svg"{size}{_written(attributes)}>'


def figure(
    content: Iterable[str],
    size: tuple[float, float],
    *,
    left: float = 0,
    prefix: str,
    title: str,
    words: str,
    name: str | None = None,
) -> Iterator[str]:
    """Yield a picture with a title, and with the words that say what it says.

    ``prefix`` begins every id in it, and ``left`` is where it begins.
    """
    title_id, words_id = f"{prefix}-title", f"{prefix}-desc"
    labels = f"{title_id} {words_id}"
    yield opening(*size, left=left, name=name, role="img", aria_labelledby=labels)
    yield element("title", escape(title), id=title_id)
    yield element("desc", escape(words), id=words_id)
    yield from content
    yield "</svg>"


def names(content: Iterable[str], width: float, height: float) -> str:
    """Draw the names that stand left of a picture, and stay there; who hears it hears them not."""
    opened = opening(width, height, name="stage-names", aria_hidden="true")
    return "\n".join([opened, *content, "</svg>"])


def sheet(*parts: str) -> str:
    """Put a picture and the names beside it, each with a part of the same width, into one."""
    return "\n".join(['<div class="stage-sheet">', *parts, "</div>"])


def text(name: str, x: float, y: float, words: str) -> str:
    """Write words of which each space counts."""
    return element("text", escape(words), class_=name, x=x, y=y, **{"xml:space": "preserve"})


def anchored_text(name: str, x: float, y: float, words: str, anchor: str) -> str:
    """Write words that have their ``"start"``, ``"middle"`` or ``"end"`` at a place."""
    return element("text", escape(words), class_=name, x=x, y=y, text_anchor=anchor)


def line(name: str, x1: float, y1: float, x2: float, y2: float, **data: Value) -> str:
    """Draw a line."""
    return element("line", class_=name, **data, x1=x1, y1=y1, x2=x2, y2=y2)


def rect(
    name: str,
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    rx: float | None = None,
    **data: Value,
) -> str:
    """Draw a rectangle, its corners rounded by ``rx``."""
    return element("rect", class_=name, **data, x=x, y=y, width=width, height=height, rx=rx)


def path(name: str, shape: str, **data: Value) -> str:
    """Draw a shape in the language of SVG's paths."""
    return element("path", class_=name, **data, d=shape)


def patterns(*of: str) -> str:
    """Keep patterns for what is filled with them."""
    return element("defs", "".join(of))


def hatch(name: str, size: float, stripe: str) -> str:
    """Make a pattern of slanting stripes, ``size`` pixels apart, for ``filled(name)``."""
    return element(
        "pattern",
        stripe,
        id=name,
        width=size,
        height=size,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def filled(name: str) -> str:
    """Return the value of ``fill`` for a pattern."""
    return f"url(#{name})"


def _written(attributes: dict[str, Value]) -> str:
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for name, value in attributes.items()
        if value is not None
    )


def _value(value: str | float) -> str:
    return f"{value:g}" if isinstance(value, float) else escape(str(value))
