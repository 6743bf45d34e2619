"""Changes one thing in a picture, as a fault in what draws it would."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

from pictures.svg import SVG

Change = Callable[[ElementTree.Element], object]
Elements = list[ElementTree.Element]


def changed(svg: str, *changes: Change) -> str:
    """Return a picture after some changes."""
    root = ElementTree.fromstring(svg)
    for change in changes:
        change(root)
    after = ElementTree.tostring(root, encoding="unicode")
    assert after != ElementTree.tostring(ElementTree.fromstring(svg), encoding="unicode")
    return after


def found(root: ElementTree.Element, name: str = "", words: str = "", **data: object) -> Elements:
    """Return the elements of a class, with some words, and with numbers for their readers."""
    return [
        element
        for element in root.iter()
        if (not name or name in element.get("class", "").split())
        and (not words or words == "".join(element.itertext()))
        and all(element.get(f"data-{key}") == str(value) for key, value in data.items())
    ]


def one(
    root: ElementTree.Element, name: str = "", words: str = "", **data: object
) -> ElementTree.Element:
    """Return the first such element."""
    return found(root, name, words, **data)[0]


def drop(name: str = "", words: str = "", number: int = 0, **data: object) -> Change:
    """Return a change that leaves an element out, and the head of an arrow with it."""

    def change(root: ElementTree.Element) -> None:
        element = found(root, name, words, **data)[number]
        for parent in list(root.iter()):
            children = list(parent)
            if element in children:
                after = children[children.index(element) + 1 :][:1]
                parent.remove(element)
                if after and "head" in after[0].get("class", ""):
                    parent.remove(after[0])

    return change


def shift(
    name: str = "", words: str = "", number: int = 0, *, by: dict[str, float], **data: object
) -> Change:
    """Return a change that adds to attributes of an element."""

    def change(root: ElementTree.Element) -> None:
        element = found(root, name, words, **data)[number]
        for attribute, amount in by.items():
            element.set(attribute, f"{float(element.get(attribute, '0')) + amount:g}")

    return change


def swap(attribute: str, one_of: Callable[[ElementTree.Element], Elements]) -> Change:
    """Return a change that swaps an attribute of two elements."""

    def change(root: ElementTree.Element) -> None:
        first, second, *_ = one_of(root)
        mine, other = first.get(attribute, ""), second.get(attribute, "")
        first.set(attribute, other)
        second.set(attribute, mine)

    return change


def put(
    attribute: str, value: str, name: str = "", words: str = "", number: int = 0, **data: object
) -> Change:
    """Return a change that gives an attribute another value."""
    return lambda root: found(root, name, words, **data)[number].set(attribute, value)


def say(name: str, before: str, after: str, number: int = 0) -> Change:
    """Return a change of some words in the texts of a class, or in those of a tag."""

    def change(root: ElementTree.Element) -> None:
        tags = [element for element in root.iter() if element.tag in (name, f"{SVG}{name}")]
        texts = [t for t in found(root, name) or tags if re.search(before, "".join(t.itertext()))]
        for element in texts[number].iter():
            for part in ("text", "tail"):
                words = getattr(element, part) or ""
                if re.search(before, words):
                    setattr(element, part, re.sub(before, after, words, count=1))
                    return

    return change
