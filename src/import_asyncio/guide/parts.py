"""The parts of a page that the build and the reader's browser both make, from one markup.

``parts.html`` has a template of each part. ``{name}`` in it is a place: here and in
``web/src/parts.js`` it is filled with a text, or with other parts.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

TEMPLATE = re.compile(r'<template id="(\w+)">(.*?)</template>', re.DOTALL)
PLACE = re.compile(r"\{(\w+)\}")


class Markup(str):
    """A text that is HTML already."""


@cache
def templates() -> Mapping[str, str]:
    """Return the markup of each part by its name."""
    return dict(TEMPLATE.findall(Path(__file__).with_suffix(".html").read_text("utf-8")))


def part(name: str, **values: str | Iterable[str]) -> Markup:
    """Make a part of a page; a value is a text, a part, or several of them."""

    def fill(place: re.Match[str]) -> str:
        value = values[place[1]]
        return "".join(map(_markup, [value] if isinstance(value, str) else value))

    return Markup(PLACE.sub(fill, templates()[name]))


def _markup(value: str) -> str:
    return value if isinstance(value, Markup) else html.escape(value)


def output(title: str, printed: str, last_words: str) -> Markup:
    """Make the box of what a program printed, its last words set apart."""
    body = [printed] if printed else []
    if last_words:
        body.append(part("ending", words=f"{last_words}\n"))
    return part("output", title=title, body=body or [part("silence")])


def timeline(svg: str, words: str) -> Markup:
    """Make the picture of a run, and under it the same in words, folded."""
    return part("timeline", picture=picture(svg), words=in_words(words))


def orders(picture: str, more: Iterable[str], words: str) -> Markup:
    """Make the picture of every order, what belongs to it, and the same in words, folded."""
    return part("orders", picture=Markup(picture), more=more, words=in_words(words))


def picture(svg: str) -> Markup:
    """Put a picture into a box in which it scrolls."""
    return part("picture", svg=Markup(svg))


def in_words(words: str) -> Markup:
    """Fold what a picture says, a paragraph for each line."""
    return folded("In words", [part("sentence", words=line) for line in words.splitlines()])


def folded(title: str, content: str | Iterable[str]) -> Markup:
    """Fold something under a title."""
    return part("folded", title=title, content=content)


def fold(title: str, content: str | Iterable[str]) -> Markup:
    """Fold a whole part of a block under a title."""
    return part("fold", title=title, content=content)
