"""The block of a program as it is seen: at three widths, in both schemes, before and after Run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from import_asyncio.guide import snippet

from .layout import MOST_SHIFT, shifts, watch_shifts, wrong_with
from .reader import ROOT, Snippet, page_of
from .serve import Server

Visit = Callable[[str], Page]
PLACE_IN = """(root, part) => {
    const [around, box] = [root, root.querySelector(part)].map((e) => e.getBoundingClientRect());
    return [box.left - around.left, box.top - around.top];
}"""
WIDTHS = (1440, 1024, 360)
HEIGHT = 800
LOST = "lock/lost_update_fixed"
PAGES = sorted(
    f"{path.parent.relative_to(ROOT / 'docs').as_posix()}/"
    for path in (ROOT / "docs").rglob("index.md")
    if path.parent != ROOT / "docs"
)
UNFOLD_AROUND = """(inner) => {
    for (let fold = inner; (fold = fold.closest("details:not([open])")); ) fold.open = true;
}"""
UNFOLD = "for (const fold of document.querySelectorAll('details')) fold.open = true;"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_cut_off_and_nothing_overlaps(
    browser: Browser, server: Server, site: Path, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme)
    page = context.new_page()
    told = {}
    for built in sorted(site.rglob("index.html")):
        path = built.parent.relative_to(site).as_posix()
        if "labs" in path:
            continue
        page.goto(f"{server.address}{path}/")
        page.wait_for_load_state("networkidle")
        for state in ("folded", "unfolded"):
            if found := wrong_with(page):
                told[path, state] = found[:5]
            page.evaluate(UNFOLD)
    context.close()
    assert told == {}, "\n".join(f"{where}: {found}" for where, found in told.items())


FAULTS = {
    "a text is cut off": (
        "document.querySelector('.snippet-notes > li > div').style.cssText = "
        "'display: block; width: 3rem; white-space: nowrap'",
        "is cut off",
    ),
    "a text stands outside of the page": (
        "document.querySelector('.md-content h2').style.marginLeft = '-30rem'",
        "is cut off",
    ),
    "the page scrolls": (
        "document.querySelector('.snippet').style.width = '2000px'",
        "the page is ",
    ),
    "two parts overlap": (
        "document.querySelector('.snippet-bar').style.marginTop = '-2rem'",
        "overlaps",
    ),
    "two buttons overlap": (
        "document.querySelectorAll('.snippet-controls button')[2].style.marginLeft = '-2rem'",
        "overlaps",
    ),
    "a row too many": (
        "document.querySelector('.snippet-controls').style.flexDirection = 'column'",
        "is more than one row",
    ),
    "a mark at the right": (
        "document.querySelector('.snippet-mark').style.left = '20rem'",
        "mark 1 is not at the left",
    ),
    "a mark outside": (
        "document.querySelector('.snippet-mark').style.left = '-3rem'",
        "mark 1 is not at the left",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_layout_is_seen(visit: Visit, fault: str) -> None:
    page = visit(page_of(LOST))
    expect(Snippet(page, LOST).button("Run")).to_be_visible()
    assert wrong_with(page) == []
    change, said = FAULTS[fault]
    page.evaluate(change)
    found = wrong_with(page)
    assert any(said in one for one in found), found


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", [LOST, "playground"])
def test_nothing_moves_when_a_program_runs(visit: Visit, page: Page, width: int, name: str) -> None:
    page.set_viewport_size({"width": width, "height": HEIGHT})
    watch_shifts(page)
    visit(page_of(name) if name == LOST else "playground/")
    shown = Snippet(page, name)
    shown.button("Run").scroll_into_view_if_needed()
    shown.run()
    assert shifts(page) <= MOST_SHIFT
    shown.run()
    assert shifts(page) <= MOST_SHIFT
    assert wrong_with(page) == []


def test_a_page_that_moves_is_seen(visit: Visit, page: Page) -> None:
    watch_shifts(page)
    visit(page_of(LOST))
    page.evaluate(
        "document.querySelector('.md-content h1').style.marginTop = '20rem'; undefined",
    )
    assert shifts(page) > MOST_SHIFT


@pytest.mark.parametrize("width", [1440, 1280])
def test_output_and_picture_stand_beside_the_program(visit: Visit, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": HEIGHT})
    visit(page_of("lock/lost_update"))
    root = Snippet(page, "lock/lost_update").root
    code, side = (root.locator(part).bounding_box() for part in (".highlight", ".snippet-side"))
    assert code
    assert side
    assert side["x"] >= code["x"] + code["width"] - 1
    assert side["y"] <= code["y"] + 1


def test_a_run_is_drawn_where_the_picture_was(visit: Visit, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": HEIGHT})
    visit(page_of("lock/lost_update"))
    shown = Snippet(page, "lock/lost_update")
    before = shown.root.evaluate(PLACE_IN, ".snippet-timeline")
    shown.run()
    after = shown.root.evaluate(PLACE_IN, ".snippet-result .snippet-timeline")
    assert after == pytest.approx(before, abs=1)


def test_the_file_and_the_mended_lines_are_copied(visit: Visit) -> None:
    page = visit(page_of(LOST))
    Snippet(page, LOST).button("Copy").click()
    expect(Snippet(page, LOST).button("Copied")).to_be_visible()
    source = snippet.load(LOST).program.source
    assert page.evaluate("navigator.clipboard.readText()") == source
    mended = page.locator(".snippet-mended").first
    mended.get_by_role("button", name="Copy the mended lines").click()
    expect(mended.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    lines = mended.locator("ins").all_text_contents()
    assert copied == "".join(line.partition(": ")[2] for line in lines)
    assert copied.strip()


def test_a_folded_picture_is_fetched_when_it_is_opened(visit: Visit, server: Server) -> None:
    page = visit(page_of("lock/lost_update"))
    page.wait_for_load_state("networkidle")
    assert [path for path in server.paths if "/pictures/" in path] == []
    light = page.locator("img.picture-light").first
    light.evaluate(UNFOLD_AROUND)
    light.scroll_into_view_if_needed()
    expect(light).to_be_visible()
    light.evaluate("(image) => image.decode()")
    fetched = [path for path in server.paths if "/pictures/" in path]
    assert fetched
    assert all("/light-" in path for path in fetched)
    assert light.evaluate("(image) => image.naturalWidth") > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_looks_in_its_file_as_it_would_in_the_page(
    browser: Browser, server: Server, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(server.address + page_of("lock/lost_update"))
    image = page.locator(f"details .stage-picture img.picture-{scheme}").first
    image.evaluate(UNFOLD_AROUND)
    box = image.locator("xpath=..").element_handle()
    image.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    in_file = box.screenshot()
    image.evaluate(
        """async (one) => {
            const text = await (await fetch(one.src)).text();
            const file = new DOMParser().parseFromString(text, "image/svg+xml");
            const drawn = document.importNode(file.documentElement.lastElementChild, true);
            one.parentElement.replaceChildren(drawn);
        }"""
    )
    assert box.screenshot() == in_file
    context.close()
