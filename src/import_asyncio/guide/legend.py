"""The legend of a page: at its first picture all signs of it, at later ones only what is new."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from weakref import WeakKeyDictionary
from xml.etree import ElementTree

from markdown import Markdown

from import_asyncio.draw.legend import draw_key, in_order

HOW_TO_READ = "how-to-read.md"

_known: WeakKeyDictionary[Markdown, tuple[set[str], set[str]]] = WeakKeyDictionary()


def add_legend(
    block: ElementTree.Element,
    md: Markdown,
    signs: Collection[str],
    *,
    here: str,
    prefix: str,
    hidden: bool,
) -> None:
    """Explain those signs that no picture in view on the page has had.

    ``here`` is the page that ``md`` renders.

    The legend of a ``hidden`` picture is folded. Its signs are not explained in another folded one,
    but in the next one in view.
    ``prefix`` begins every id in the legend.
    """
    in_view, folded = _known.setdefault(md, (set(), set()))
    new = in_order(set(signs) - in_view - (folded if hidden else set()))
    if not new:
        return
    legend = ElementTree.SubElement(block, "div", {"class": "stage-key-box"})
    if hidden:
        legend.tag = "details"
        legend.set("class", "snippet-fold stage-key-box")
        ElementTree.SubElement(legend, "summary").text = "Signs"
    ElementTree.SubElement(legend, "p").text = md.htmlStash.store(draw_key(new, prefix=prefix))
    if here != HOW_TO_READ:
        link = ElementTree.SubElement(ElementTree.SubElement(legend, "p"), "a")
        link.set("href", os.path.relpath(HOW_TO_READ, Path(here).parent))
        link.text = "How to read a picture"
    (folded if hidden else in_view).update(new)
