"""Right and wrong have colours of their own in every picture, in both schemes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from import_asyncio.guide.lift import put_back

from .serve import Server

PAGES = {"lock": "lock/mistakes/", "chapter": "lock/", "semaphore": "semaphore/guarantees/"}
SCHEMES = ["light", "dark"]
WRONG = {
    ".orders-verdict.orders-wrong > strong": "color",
    ".orders-cell .orders-sign.orders-wrong": "fill",
    ".orders-progress text.orders-wrong": "fill",
    ".orders-progress .orders-path.orders-wrong": "stroke",
    ".orders-strip > .orders-bar.orders-wrong > rect": "fill",
    ".orders-cell .orders-stuck": "stroke",
    ".orders-cell .orders-word-stuck": "fill",
    ".stage-timeline .stage-step.stage-bad": "fill",
    ".stage-timeline .stage-news": "fill",
    ".stage-timeline .stage-error-edge": "stroke",
}
RIGHT = {
    ".orders-verdict.orders-right > strong": "color",
    ".orders-cell .orders-sign.orders-right": "fill",
    ".orders-progress text.orders-right": "fill",
    ".orders-progress .orders-path.orders-right": "stroke",
    ".orders-strip > .orders-bar.orders-right > rect": "fill",
}
NEITHER = {
    ".stage-timeline .stage-step:not(.stage-bad, .stage-struck)": "fill",
    ".stage-timeline .stage-step.stage-struck": "fill",
    ".stage-timeline .stage-wake": "stroke",
    ".stage-timeline .stage-cancel": "stroke",
    ".stage-timeline .stage-cancel-head": "fill",
    ".stage-timeline .stage-print": "fill",
    ".stage-timeline .stage-edge": "stroke",
    ".orders-cell .orders-box:not(.orders-failed, .orders-ended)": "stroke",
    ".orders-cell .orders-box.orders-ended": "stroke",
    ".orders-cell .orders-words": "fill",
    ".orders-cell .orders-blocked": "stroke",
}
COLOURS = """(styles) => Object.fromEntries(Object.entries(styles).map(([selector, property]) => {
    const found = [...document.querySelectorAll(selector)];
    return [selector, [...new Set(found.map((one) => getComputedStyle(one)[property]))]];
}))"""
SCHEME = "body[data-md-color-scheme]"
FAULTS = {
    f"{SCHEME} {{ --guide-wrong: #1b6b3a; --guide-right: #b3261e }}": "is wrong, and not red",
    f"{SCHEME} {{ --guide-right: #b3261e }}": "is right, and not green",
    ".orders .orders-path.orders-wrong { stroke: var(--stage-right) }": "path.orders-wrong is",
    ".orders text.orders-right { fill: var(--stage-wrong) }": "is right, and not green",
    ".orders-strip > .orders-bar.orders-right { fill: red }": "bar.orders-right > rect is",
    ".orders .orders-stuck { stroke: var(--stage-wait) }": "wrong has",
    ".stage-timeline .stage-step.stage-bad { fill: var(--stage-step) }": "stage-bad is wrong",
    ".stage-timeline .stage-step { fill: var(--stage-wrong) !important }": "is neither",
    ".stage-timeline .stage-news { fill: var(--stage-ink) }": "stage-news is wrong",
    ".stage-timeline .stage-error-edge { stroke: purple }": "wrong has",
    ".md-typeset .orders-wrong > strong { color: inherit !important }": "strong is wrong",
}

Visited = dict[str, set[str]]


def colours(page: Page) -> Visited:
    """Return the colours of what is right, wrong or neither on a page."""
    found: Visited = page.evaluate(COLOURS, WRONG | RIGHT | NEITHER)
    return {selector: set(values) for selector, values in found.items()}


def complaints(seen: Visited) -> Iterator[str]:
    """Yield what has not the colour that it must have."""
    wrong = set().union(*(seen[selector] for selector in WRONG))
    right = set().union(*(seen[selector] for selector in RIGHT))
    for selector, values in seen.items():
        if len(values) > 1:
            yield f"{selector} has {len(values)} colours"
        for red, green, blue in map(rgb, values):
            if selector in WRONG and not red > 1.3 * max(green, blue):
                yield f"{selector} is wrong, and not red"
            if selector in RIGHT and not green > 1.15 * max(red, blue):
                yield f"{selector} is right, and not green"
        if selector in NEITHER and values & (wrong | right):
            yield f"{selector} is neither right nor wrong, and has such a colour"
    if len(wrong) > 1 or len(right) > 1 or wrong & right:
        yield f"wrong has {sorted(wrong)}, right has {sorted(right)}"


def rgb(colour: str) -> tuple[float, ...]:
    """Return red, green and blue of a computed colour."""
    found = re.fullmatch(r"rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, [\d.]+)?\)", colour)
    assert found, f"a colour that cannot be read: {colour}"
    return tuple(map(float, found.groups()))


@pytest.fixture(params=SCHEMES)
def visited(
    request: pytest.FixtureRequest, browser: Browser, server: Server, site: Path
) -> Iterator[Any]:
    """Open pages in one scheme, with the folded pictures put back into them."""
    context = browser.new_context(color_scheme=request.param)
    page = context.new_page()

    def visit(name: str) -> Page:
        address = server.address + PAGES[name]
        whole = put_back(site / PAGES[name] / "index.html")
        page.route(address, lambda route: route.fulfill(body=whole, content_type="text/html"))
        page.goto(address)
        dark = page.evaluate("document.body.dataset.mdColorScheme") == "slate"
        assert dark == (request.param == "dark")
        return page

    yield visit
    context.close()


def test_right_and_wrong_have_their_colours(visited: Any) -> None:
    seen: Visited = {}
    for name in PAGES:
        for selector, values in colours(visited(name)).items():
            seen[selector] = seen.get(selector, set()) | values
    assert [selector for selector, values in seen.items() if not values] == []
    assert list(complaints(seen)) == []


ADD = """(rule) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rule);
    document.adoptedStyleSheets.push(sheet);
}"""


def test_colours_that_are_swapped_are_refused(visited: Any) -> None:
    page = visited("lock")
    for rule, said in FAULTS.items():
        page.evaluate(ADD, rule)
        found = list(complaints(colours(page)))
        assert any(said in one for one in found), (rule, found)
        page.evaluate("document.adoptedStyleSheets.pop()")
