"""Reads a page back: whether each block of it shows what its file, its notes and its runs say.

The page is HTML as it is built. What must be on it follows from the page as it is written, from
the files that it names, and from recordings and orders of the programs in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Protocol
from xml.etree import ElementTree

from import_asyncio.orders import Order, Orders
from import_asyncio.program import Program, read
from import_asyncio.recording import Recording
from import_asyncio.verdicts import Judged, judge
from pictures import legend, orders, progress, timeline
from pictures.svg import SVG, plain

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"}
BLOCK = re.compile(r"^/{3,} *(snippet|orders|order) *\| *(\S+?)(?:\.py)? *$")
SHOWN = {"snippet": "snippet", "snippet-orders": "orders", "snippet-order": "order"}
SPELLED = {"viewbox": "viewBox"}
Elements = list[ElementTree.Element]


@dataclass
class Block:
    """A block as a page asks for it, with its notes or outcomes, and the words of each."""

    kind: str
    name: str
    notes: list[tuple[str, str]] = field(default_factory=list)
    progress: bool = False
    values: list[str] = field(default_factory=list)
    cancel: list[str] = field(default_factory=list)


class Stage(Protocol):
    """What runs programs; it returns ``None`` where there is no Python that runs one."""

    def recording(self, program: Program, values: Sequence[str]) -> Recording | None:
        """Return the recording of a run on the clock."""

    def orders(self, program: Program, block: Block) -> Orders | None:
        """Return every order."""

    def order(self, program: Program) -> Orders | None:
        """Return the order on the clock, alone."""

    def of_outcomes(self, program: Program, block: Block) -> dict[str, Recording]:
        """Return a recording of one order for each outcome."""

    def of_orders(self, program: Program, judged: Judged) -> dict[Order, Recording]:
        """Return a recording of each order."""


def blocks(markdown: str) -> list[Block]:
    """Return the blocks that a page asks for, in their order."""
    found: list[Block] = []
    inside = False
    for line in markdown.splitlines():
        if opening := BLOCK.match(line.strip()):
            found.append(Block(opening[1], opening[2]))
            inside = True
        elif re.fullmatch(r"/{3,}", line.strip()):
            inside = False
        elif inside and line.strip() == "progress: true":
            found[-1].progress = True
        elif inside and (option := re.match(r"\s+(values|cancel): (.*)", line)):
            words = [option[2].strip("'")] if option[1] == "values" else option[2].split()
            setattr(found[-1], option[1], words)
        elif inside and line.startswith(":   "):
            quote, _ = found[-1].notes[-1]
            found[-1].notes[-1] = quote, line[4:].strip()
        elif inside and line.strip() and not line.startswith(" "):
            found[-1].notes.append((line.strip().strip("`"), ""))
    return found


def complaints(html: str, markdown: str, folder: Path, stage: Stage) -> list[str]:
    """Return what on a page is not what it asks for."""
    shown = [
        (kind, element)
        for element in tree(html).iter("div")
        for name, kind in SHOWN.items()
        if name in element.get("class", "").split()
    ]
    asked = blocks(markdown)
    if [block.kind for block in asked] != [kind for kind, _ in shown]:
        return [f"{len(asked)} blocks are asked for, and shown are {[kind for kind, _ in shown]}"]
    found: list[str] = []
    explained: set[str] = set()
    folded: set[str] = set()
    for block, (_, element) in zip(asked, shown, strict=True):
        program = read(folder / f"{block.name}.py")
        about = {"snippet": _about_snippet, "orders": _about_orders, "order": _about_order}
        signs: set[str] = set()
        said = list(about[block.kind](block, element, program, stage, signs))
        said += _about_legends(element, signs, explained, folded)
        found += [f"{block.kind} {block.name}: {words}" for words in said]
    return found


# The legends, one for all pictures in view.


def _about_legends(
    element: ElementTree.Element, signs: set[str], explained: set[str], folded: set[str]
) -> Iterator[str]:
    """Yield each sign of a block that is not explained in it or before it, or explained again.

    ``explained`` are the words of the legends in view before, ``folded`` those of others; those of
    this block are added. A legend that is folded explains only what is folded.
    """
    legends = _named(element, "stage-key-box")
    new = {plain("".join(item.itertext())) for key in legends for item in key.iter("li")}
    has_folds = bool(_named(element, "snippet-fold"))
    for words in sorted(signs - explained - new - (folded if has_folds else set())):
        yield f"nothing on the page so far explains “{words}”"
    for words in sorted(new & explained):
        yield f"“{words}” is explained once more"
    for key in legends:
        drawn = {plain("".join(item.itertext())) for item in key.iter("li")}
        yield from legend.complaints_about_legend(key, drawn & signs)
        (folded if key.tag == "details" else explained).update(drawn)


# A snippet.


def _about_snippet(
    block: Block,
    element: ElementTree.Element,
    program: Program,
    stage: Stage,
    signs: set[str],
) -> Iterator[str]:
    if element.get("data-snippet") != block.name:
        yield f"shown is {element.get('data-snippet')}"
    (code,) = (one for one in _named(element, "highlight"))
    source = "".join(code.itertext())
    if source.strip("\n") != program.shown.strip("\n"):
        yield "the code is not that of its file"
    yield from _about_marks(block, element, code)
    printed = [
        "".join(samp.itertext())
        for output in _named(element, "snippet-output")
        for samp in output.iter("samp")
    ]
    path = Path(program.filename)
    newest = path.with_suffix(".out").read_text("utf-8")
    older = sorted(file.read_text("utf-8") for file in path.parent.glob(f"{path.stem}.3.*.out"))
    if (
        printed[:1] not in ([newest], [newest or "(prints nothing)"])
        or sorted(printed[1:]) != older
    ):
        yield f"the output is {printed}"
    figures = _named(element, "snippet-timeline")
    recording = stage.recording(program, block.values)
    if recording is not None and older and recording.transcript != newest:
        recording = None
    if len(figures) != (recording is not None) or recording is None:
        if figures or recording is not None:
            yield f"it has {len(figures)} timelines"
        return
    for figure in figures:
        yield from _about_timeline(figure, recording, signs)
        said = [plain("".join(p.itertext())) for p in figure.iter("p")]
        told = [plain(line) for line in _words(figure)]
        if said != told:
            yield f"in words it is {said}, and the picture says {told}"


def _about_marks(
    block: Block, element: ElementTree.Element, code: ElementTree.Element
) -> Iterator[str]:
    lines, marks = _marks(code)
    items = [item for notes in _named(element, "snippet-notes") for item in notes]
    quotes = ["".join(next(item.iter("code")).itertext()) for item in items]
    if quotes != [quote for quote, _ in block.notes]:
        yield f"its notes quote {quotes}"
    if sorted(marks) != list(range(1, len(items) + 1)):
        yield f"its marks are {sorted(marks)} for {len(items)} notes"
    text = "\n".join(lines)
    for number, (item, quote) in enumerate(zip(items, quotes, strict=True), start=1):
        line, target = marks.get(number, (0, ""))
        if target != f"#{item.get('id')}":
            yield f"mark {number} leads to {target}"
        places = [at.end() for at in re.finditer(f"(?={re.escape(quote)})", text)]
        ends = [text.count("\n", 0, place + len(quote)) + 1 for place in places]
        if ends != [line]:
            yield f"note {number} quotes `{quote}` of line {ends}, and its mark is on line {line}"


def _marks(code: ElementTree.Element) -> tuple[list[str], dict[int, tuple[int, str]]]:
    """Return the lines of some code, and of each mark in it the line and where it leads."""
    text: list[str] = []
    marks: dict[int, tuple[int, str]] = {}

    def walk(element: ElementTree.Element) -> None:
        if "snippet-mark" in element.get("class", "").split():
            line = "".join(text).count("\n") + 1
            marks[int(element.get("data-number", "0"))] = line, element.get("href", "")
        text.append(element.text or "")
        for child in element:
            walk(child)
            text.append(child.tail or "")

    walk(code)
    return "".join(text).split("\n"), marks


def _about_timeline(
    figure: ElementTree.Element, recording: Recording, signs: set[str]
) -> Iterator[str]:
    pictures = [
        sheet
        for sheet in _named(figure, "stage-sheet")
        if any("stage-timeline" in svg.get("class", "") for svg in sheet)
    ]
    if len(pictures) != 1:
        yield f"{len(pictures)} timelines stand where one should"
        return
    svg = ElementTree.tostring(pictures[0], encoding="unicode")
    yield from timeline.complaints(svg, recording, signs)


def _words(figure: ElementTree.Element) -> list[str]:
    """Return what a picture says in words, line by line."""
    return "".join(next(figure.iter(f"{SVG}desc")).itertext()).split("\n")


# Orders.


def _about_orders(
    block: Block,
    element: ElementTree.Element,
    program: Program,
    stage: Stage,
    signs: set[str],
) -> Iterator[str]:
    if element.get("data-orders") != block.name:
        yield f"shown is {element.get('data-orders')}"
    found = stage.orders(program, block)
    pictures = [picture for picture in _named(element, "orders") if picture.tag == "div"]
    if found is None or len(pictures) != 1:
        if found is not None or pictures:
            yield f"it has {len(pictures)} pictures"
        return
    judged = judge(found, dict(block.notes))
    yield from orders.complaints(pictures[0], judged, signs=signs)
    graphs = [svg for svg in element.iter(f"{SVG}svg") if "orders-progress" in svg.get("class", "")]
    if len(graphs) != block.progress:
        yield f"it has {len(graphs)} progress graphs"
    for graph in graphs:
        text = ElementTree.tostring(graph, encoding="unicode")
        yield from progress.complaints(text, judged, stage.of_orders(program, judged))
    folded = [
        one
        for one in _named(element, "snippet-words")
        if next(one.iter(f"{SVG}svg"), None) is not None
    ]
    if len(folded) != len(judged.verdicts):
        yield f"it has {len(folded)} timelines for {len(judged.verdicts)} outcomes"
        return
    for details, verdict in zip(folded, judged.verdicts, strict=True):
        summary = plain("".join(next(details.iter("summary")).itertext()))
        if f"“{plain(verdict.outcome)}”" not in summary or not summary.startswith(
            orders.SIGNS[verdict.right]
        ):
            yield f"the timeline of {verdict.outcome} is called {summary}"
        ends = how_it_ends(_words(details))
        if ends != plain(verdict.outcome):
            yield f"the timeline of {verdict.outcome} ends in {ends}"
        recording = stage.of_outcomes(program, block)[verdict.outcome]
        yield from _about_timeline(details, recording, signs)


def how_it_ends(words: Sequence[str]) -> str:
    """Return the outcome that the words of a timeline end in."""
    last = plain(words[-1])
    if last.startswith("Deadlock at "):
        return "deadlock"
    if found := re.match(r"The program ends in (\w+) at ", last):
        return found[1]
    printed = re.findall("“([^”]*)”", "\n".join(words))
    return plain(printed[-1]) if printed else "(nothing printed)"


def _about_order(
    block: Block,
    element: ElementTree.Element,
    program: Program,
    stage: Stage,
    signs: set[str],
) -> Iterator[str]:
    found = stage.order(program)
    pictures = [picture for picture in _named(element, "orders") if picture.tag == "div"]
    if found is None or len(pictures) != 1:
        if found is not None or pictures:
            yield f"it has {len(pictures)} pictures"
        return
    judged = judge(found, dict(block.notes))
    yield from orders.complaints(pictures[0], judged, alone=True, signs=signs)


# HTML.


def tree(html: str) -> ElementTree.Element:
    """Return a page as a tree, what belongs to an SVG in its namespace."""
    parser = _Tree()
    parser.feed(html)
    parser.close()
    return parser.root


def _named(element: ElementTree.Element, name: str) -> Elements:
    return [one for one in element.iter() if name in one.get("class", "").split()]


class _Tree(HTMLParser):
    """Builds a tree of what a browser would make of a page that closes what it opens."""

    def __init__(self) -> None:
        super().__init__()
        self.root = ElementTree.Element("page")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        in_svg = tag == "svg" or self.open[-1].tag.startswith(SVG)
        given = {
            SPELLED.get(name, name): value or ""
            for name, value in attrs
            if not name.startswith("xml")
        }
        element = ElementTree.SubElement(self.open[-1], f"{SVG if in_svg else ''}{tag}", given)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        names = [element.tag.removeprefix(SVG) for element in self.open]
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        parent = self.open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data
