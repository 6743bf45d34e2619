"""Pages are read back: code, marks, outputs and pictures are those of the files that they name."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import drawing
import pytest
from conftest import ROOT
from markdown import Markdown
from mkdocs.config import load_config
from pictures import page

from import_asyncio.guide import results
from import_asyncio.orders import Order, Orders
from import_asyncio.program import Program
from import_asyncio.recording import Recording
from import_asyncio.verdicts import Judged

FOLDER = Path("snippets")
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "docs").rglob("*.md")
    if page.blocks(path.read_text("utf-8"))
)


configured = functools.cache(load_config)


@functools.cache
def built(text: str) -> str:
    """Return the HTML of a page, made as the site makes it."""
    config = configured(str(ROOT / "mkdocs.yml"))
    markdown = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
    return markdown.convert(text)


class Stage:
    """What ran the programs for the pages, asked once more."""

    def recording(self, program: Program, values: Sequence[str]) -> Recording | None:
        run = results.run_of(program, values)
        return None if run is None else run.recording

    def orders(self, program: Program, block: page.Block) -> Orders | None:
        explored = results.orders_of(program, block.cancel, block.values)
        return None if explored is None else explored.orders

    def order(self, program: Program) -> Orders | None:
        return results.order_of(program)

    def of_outcomes(self, program: Program, block: page.Block) -> dict[str, Recording]:
        explored = results.orders_of(program, block.cancel, block.values)
        return {} if explored is None else explored.recordings

    def of_orders(self, program: Program, judged: Judged) -> dict[Order, Recording]:
        return drawing.recordings(program, judged)


def wrong(html: str, text: str) -> list[str]:
    return page.complaints(html, text, FOLDER, Stage())


@pytest.mark.parametrize("path", PAGES)
def test_a_page_shows_what_it_asks_for(path: str) -> None:
    text = re.sub(r"\A---\n.*?\n---\n", "", Path(path).read_text("utf-8"), flags=re.DOTALL)
    assert wrong(built(text), text) == []


PAGE = """
/// order | lock/lost_update.py
balance 1
:   wrong: one deposit is lost
///

/// snippet | lock/exclusive.py
`import asyncio`
:   The library.

`async with lock:`
:   The second one waits here.

`print(f"{name}: page 1")`
:   Never twice in a row.
///

/// snippet | event/cancelled_waiter.py
///

/// orders | lock/lost_update.py
    progress: true

balance 2
:   right: both deposits count

balance 1
:   wrong: one deposit is lost
///

/// orders | lock/opposite_orders.py
    progress: true

both paid
:   right: both transfers are made

deadlock
:   wrong: each holds the lock that the other waits for
///
"""
MARK = r'<a class="snippet-mark"[^>]*data-number="{}"[^>]*></a>'
FIGURE = r'<figure class="snippet-timeline"[^>]*>.*?</figure>'
FOLDED = r'<details class="snippet-words"><summary>. One order.*?</details>'
GRAPH = (
    r'<div class="stage-picture" tabindex="0"><div class="stage-sheet">\s*<svg [^>]*'
    r"orders-progress.*?</svg>\s*</div></div>"
)
LEGEND = r'<ul class="stage-legend".*?</ul>'
OF_ORDERS = r'<div class="snippet-orders".*?</figure>'
MARKED = "(here)"
Fault = Callable[[str], str]


def sub(pattern: str, after: str, start: str = "") -> Fault:
    """Return a fault that replaces the first text of a pattern, after the first of another."""

    def fault(html: str) -> str:
        at = html.index(start)
        return html[:at] + re.sub(pattern, after, html[at:], count=1, flags=re.DOTALL)

    return fault


def exchanged(pattern: str) -> Fault:
    """Return a fault that exchanges the first two different texts of a pattern."""

    def fault(html: str) -> str:
        first, *others = (found[0] for found in re.finditer(pattern, html, re.DOTALL))
        other = next(one for one in others if one != first)
        return html.replace(first, MARKED, 1).replace(other, first, 1).replace(MARKED, other, 1)

    return fault


def one_timeline_for_all(html: str) -> str:
    """Give the second outcome of the first orders the timeline of the first."""
    of_orders = re.findall(OF_ORDERS, html, re.DOTALL)[0]
    pictures = re.findall(r"<svg [^>]*stage-timeline.*?</svg>", of_orders, re.DOTALL)
    return html.replace(pictures[1], pictures[0])


def exchanged_legends(html: str) -> str:
    """Put the legend of the first block into the second one too."""
    first, second = re.findall(LEGEND, html, re.DOTALL)[:2]
    return html.replace(second, first + second, 1)


FAULTS: dict[str, tuple[Fault, str]] = {
    "a mark on the next line": (sub(f"({MARK.format(2)})(\n.*?)(?=\n)", r"\2\1"), "note 2 quotes"),
    "a mark on the line before": (sub(f"(\n[^\n]*?)({MARK.format(3)})", r"\2\1"), "note 3 quotes"),
    "marks exchanged": (
        lambda html: (
            html.replace('data-number="1"', MARKED, 1)
            .replace('data-number="2"', 'data-number="1"', 1)
            .replace(MARKED, 'data-number="2"', 1)
        ),
        "mark 1 leads to",
    ),
    "a mark left out": (sub(MARK.format(2), ""), "its marks are [1, 3]"),
    "a mark that leads elsewhere": (
        sub(r'href="#lock-exclusive-note-1"', 'href="#top"'),
        "leads to",
    ),
    "a note of something else": (
        sub("<code>async with lock:</code>", "<code>import asyncio</code>", "snippet-notes"),
        "its notes quote",
    ),
    "the notes left out": (sub(r'<ol class="snippet-notes">.*?</ol>', ""), "its notes quote []"),
    "another line of code": (sub("page 1", "page 3"), "the code is not that of its file"),
    "another output": (sub("Ben: page 1", "Ben: page 2", "<samp>"), "the output is"),
    "an output of another program": (exchanged(r"<samp>.*?</samp>"), "the output is"),
    "a timeline left out": (sub(FIGURE, ""), "it has 0 timelines"),
    "a timeline twice": (sub(f"({FIGURE})", r"\1\1"), "it has 2 timelines"),
    "a timeline of another program": (exchanged(FIGURE), "the title is"),
    "other words than the picture's": (
        sub("<p>At 0 s: main", "<p>At 0 s: Ada"),
        "in words it is",
    ),
    "the legend of a page left out": (
        sub(LEGEND, ""),
        "nothing on the page so far explains “a step, and what it prints”",
    ),
    "a sign that is explained twice": (
        sub(f"({LEGEND})", r"\1\1"),
        "says something twice",
    ),
    "a sign that is explained again": (exchanged_legends, "is explained once more"),
    "a sign of a legend left out": (
        sub(r"<li><svg [^>]*><line [^>]*stage-wake.*?</li>", ""),
        "nothing on the page so far explains “wakes”",
    ),
    "a block left out": (sub(OF_ORDERS, ""), "blocks are asked for"),
    "blocks of each other's programs": (exchanged(r'data-snippet="[^"]*"'), "shown is"),
    "orders of another program": (
        exchanged(r'data-orders="lock[^"]*"'),
        "shown is",
    ),
    "a graph left out": (sub(GRAPH, ""), "it has 0 progress graphs"),
    "a graph of another program": (exchanged(GRAPH), "orders lock/"),
    "a picture of orders left out": (
        sub(r'<div class="orders">.*?</div></div>\n</div>', "", 'class="snippet-orders"'),
        "it has 0 pictures",
    ),
    "one timeline for all outcomes": (one_timeline_for_all, "ends in"),
    "timelines of outcomes exchanged": (exchanged(FOLDED), "the timeline of"),
    "a timeline of an outcome left out": (sub(FOLDED, ""), "it has 1 timelines for 2 outcomes"),
    "an outcome with the sign of another": (sub("✗ One order", "✓ One order"), "is called ✓"),
    "an outcome called otherwise": (
        sub("ends in “balance 1”", "ends in “balance 2”", "<summary>✗"),
        "is called",
    ),
    "a picture of one order left out": (
        sub(
            r'(<div class="snippet-order"[^>]*>.*?)<div class="orders">.*?</figure>', r"\1</figure>"
        ),
        "it has 0 pictures",
    ),
    "a verdict of one order": (
        sub("orders-verdict orders-wrong", "orders-verdict orders-right", 'class="snippet-order"'),
        "another class",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_on_a_page_is_refused(fault: str) -> None:
    change, said = FAULTS[fault]
    html = built(PAGE)
    assert wrong(html, PAGE) == []
    assert change(html) != html
    complaints = wrong(change(html), PAGE)
    assert any(said in complaint for complaint in complaints), complaints
