"""What the HTML of each block has to hold, read back from the page and held against the files."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from import_asyncio.errors import GuideError
from import_asyncio.guide import mended, snippet
from import_asyncio.guide.data_rules import data_is_of_the_page
from import_asyncio.guide.markup import Element
from import_asyncio.guide.pages import Embed
from import_asyncio.guide.pythons import pythons
from import_asyncio.guide.rendered import RenderedPage
from import_asyncio.guide.snippet import Snippet
from import_asyncio.program import Program

CLASSES = {
    "snippet": "snippet",
    "orders": "snippet-orders",
    "order": "snippet-order",
    "mended": "snippet-mended",
    "game": "game-block",
}
PRINTED = re.compile("“(.*?)”")
SILENCE = "(prints nothing)"


def blocks_are_whole(page: RenderedPage, embeds: tuple[Embed, ...], folder: Path) -> Iterator[str]:
    """Complain of each block of a page that lacks a part, or has another one than it should."""
    found = {kind: _with_class(page.content, name) for kind, name in CLASSES.items()}
    for kind, elements in found.items():
        written = [embed for embed in embeds if embed.kind == kind]
        names = [element.attributes.get(f"data-{kind}", "") for element in elements]
        if names != [embed.name.removesuffix(".py") for embed in written]:
            have, want = ", ".join(names) or "none", ", ".join(e.name for e in written) or "none"
            yield (
                f"{page.path.as_posix()}: the page has the {kind} of {have}, its file that of "
                f"{want}; write blocks, not their HTML, and build again"
            )
            continue
        for element, embed in zip(elements, written, strict=True):
            where = f"{embed.page}:{embed.line}"
            try:
                it = snippet.load(embed.name, folder)
            except GuideError as problem:
                yield f"{where}: {problem}"
                continue
            for what in RULES[kind](element, it, embed):
                yield f"{where}: {what}; run `make build` anew, or mend guide/block.py"


def _snippet(block: Element, it: Snippet, _: Embed) -> Iterator[str]:
    code = next((e for e in block if e.tag == "pre"), None)
    if code is None or code.text != it.program.shown:
        yield f"the code on the page is not that of {it.path.as_posix()}"
    else:
        yield from _marks(block, code)
    output = [e for e in block if e.tag == "samp"]
    if [e.text for e in output] != [one.text or SILENCE for one in reversed(it.transcripts)]:
        yield f"the output on the page is not that of {it.path.with_suffix('.out').as_posix()}"
    pictures = _with_class(block, "stage-timeline")
    newest = list(it.periods())[-1][1]
    if len(pictures) != _is_staged(newest):
        yield f"the block has {len(pictures)} timelines"
    data = [e.attributes["href"] for e in _with_class(block, "snippet-download")]
    sources = [base64.b64decode(one.partition(",")[2]).decode() for one in data]
    if sources != [it.program.source]:
        yield f"what the page lets download is not {it.path.as_posix()}"


def _marks(block: Element, code: Element) -> Iterator[str]:
    """Complain of a mark that is not at the end of the line that its note quotes."""
    lists = _with_class(block, "snippet-notes")
    notes = [e for e in lists[0].children if isinstance(e, Element)] if lists else []
    marks = _with_class(code, "snippet-mark")
    if len(marks) != len(notes):
        yield f"the code has {len(marks)} marks for {len(notes)} notes"
        return
    for number, (mark, note) in enumerate(zip(_by_number(marks), notes, strict=True), 1):
        quote = next(e.text for e in note if e.tag == "code")
        if mark.attributes["href"] != f"#{note.attributes['id']}":
            yield f"mark {number} does not lead to its note"
        before = _text_before(mark, code)
        line = before[before.rfind("\n") + 1 :]
        if code.text[len(before)] != "\n" or quote.splitlines()[-1] not in line:
            yield f"mark {number} does not stand at the end of the line with `{quote}`"


def _by_number(marks: list[Element]) -> list[Element]:
    """Return the marks in the order of their notes."""
    return sorted(marks, key=lambda mark: int(mark.attributes["data-number"]))


def _text_before(mark: Element, code: Element) -> str:
    text = ""
    for child in _leaves(code):
        if child is mark:
            return text
        text += child if isinstance(child, str) else ""
    return text


def _leaves(element: Element) -> Iterator[Element | str]:
    """Yield all texts and elements in it, in order."""
    for child in element.children:
        yield child
        if isinstance(child, Element):
            yield from _leaves(child)


def _orders(block: Element, it: Snippet, embed: Embed) -> Iterator[str]:
    if not _is_staged(it.program):
        return
    outcomes = list(json.loads(block.attributes["data-outcomes"]))
    graphs = _with_class(block, "orders-progress")
    if len(graphs) != ("progress: true" in embed.options):
        yield f"the block has {len(graphs)} graphs"
    folded = [e for e in _with_class(block, "snippet-words") if _with_class(e, "stage-timeline")]
    if len(folded) != len(outcomes):
        yield f"the block has {len(folded)} timelines for {len(outcomes)} outcomes"
    for outcome in outcomes:
        titled = [e for e in folded if f"“{outcome}”" in _summary(e)]
        if len(titled) != 1:
            yield f"{len(titled)} timelines are said to end in {outcome}"
        for one in titled:
            words = " ".join(e.text for e in one if e.tag == "desc")
            if not ends_in(outcome, words):
                yield f"the timeline of the outcome {outcome} does not end in it"
    yield from _cells(block, outcomes)
    yield from data_is_of_the_page(block, it)


def _game(block: Element, it: Snippet, _: Embed) -> Iterator[str]:
    if _is_staged(it.program):
        yield from data_is_of_the_page(block, it)


def _order(block: Element, it: Snippet, _: Embed) -> Iterator[str]:
    if _is_staged(it.program) and len(_with_class(block, "orders-cell")) != 1:
        yield "the block does not have one picture"
    elif _is_staged(it.program):
        yield from _cells(block, [])


def _mended(block: Element, it: Snippet, embed: Embed) -> Iterator[str]:
    """Complain of a line of a mended program that is not shown, or not as what it is."""
    given = (option.removeprefix("of: ") for option in embed.options if option[:4] == "of: ")
    before = snippet.load(mended.name_of_broken(next(given, ""), it), it.path.parents[1])
    changed = [line for group in mended.changes(before, it) for line in group]
    shown = [
        (_kind(line), line.text)
        for group in _with_class(block, "mended-group")
        for line in group.children
        if isinstance(line, Element)
    ]
    if shown != [(line.kind, _said(line)) for line in changed]:
        yield f"the lines on the page are not those that mend {before.path.as_posix()}"


def _kind(line: Element) -> str:
    return line.attributes.get("class", "mended-kept").removeprefix("mended-")


def _said(line: mended.Line) -> str:
    words = "" if line.kind == "kept" else f"{line.kind}: "
    return f"{words}{line.text}\n"


def _cells(block: Element, outcomes: list[str]) -> Iterator[str]:
    """Complain of an order that is drawn under an outcome other than its own."""
    verdict = ""
    seen = []
    for element in block:
        if "orders-verdict" in element.classes:
            verdict = next(e.text for e in element if e.tag == "strong")
            seen.append(verdict)
        elif element.tag == "title" and any("orders-cell" in e.classes for e in element.around):
            sign, _, outcome = element.text.strip().partition(" ")
            if not verdict.startswith(sign) or not verdict.endswith(outcome):
                yield f"an order that ends in {outcome} is drawn under “{verdict}”"
    for outcome in outcomes:
        if not any(verdict.endswith(outcome) for verdict in seen):
            yield f"no order is drawn for the outcome {outcome}"


def ends_in(outcome: str, words: str) -> bool:
    """Say whether a timeline in words ends as the outcome says."""
    end = words.strip().splitlines()[-1]
    if outcome == "deadlock":
        return end.startswith("Deadlock at ")
    if end.startswith("The program is done at "):
        return PRINTED.findall(words)[-1:] == [outcome]
    return end.startswith(f"The program ends in {outcome} at ")


RULES: dict[str, Callable[[Element, Snippet, Embed], Iterator[str]]] = {
    "snippet": _snippet,
    "orders": _orders,
    "order": _order,
    "mended": _mended,
    "game": _game,
}


def _summary(details: Element) -> str:
    return next((e.text for e in details if e.tag == "summary"), "")


def _is_staged(program: Program) -> bool:
    """Say whether some Python of this machine can run the program on the stage."""
    return not program.needs and any(program.runs_on(version) for version in pythons())


def _with_class(element: Element, name: str) -> list[Element]:
    return [e for e in element if name in e.classes and e is not element]
