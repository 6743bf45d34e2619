"""Where the page is read: offline, under a policy, with something missing, on a phone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from .conftest import ROOT
from .reader import PATIENCE, Snippet, page_of
from .serve import Server

Visit = Callable[[str], Page]
NAME = "lock/exclusive"
LOCK = page_of(NAME)
# CodeMirror sets its tab size in a style attribute; the editor's theme sets it too.
TAB_SIZE = "sha256-367I2yEWh8JPRinC7o+e3KJjRDAlPBVkv/ayBB8tA8Q="
AXE = ROOT / "web/node_modules/axe-core/axe.min.js"


def test_the_policy_of_every_page_is_kept(
    page: Page, visit: Visit, site: Path, server: Server
) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    for built in sorted(site.rglob("*.html")):
        text = built.read_text("utf-8")
        assert 0 < text.index("Content-Security-Policy") < min(text.index("<script"), 3000)
        visit(built.relative_to(site).as_posix().removesuffix("index.html"))
    visit(LOCK)
    lock = Snippet(page, NAME)
    lock.run()
    lock.edit()
    lock.write("print('strict')")
    lock.run()
    assert lock.output.inner_text() == "strict\n"
    told = [text for text in complaints if "Content Security Policy" in text]
    assert [text for text in told if TAB_SIZE not in text] == []


@pytest.mark.parametrize(
    "intruder",
    ["<script>document.title = 'x'</script>", "<img src=x onerror=\"document.title = 'x'\">"],
)
def test_the_policy_lets_nothing_else_run(page: Page, visit: Visit, intruder: str) -> None:
    def intrude(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace("</body>", intruder))

    page.route("**/lock/", intrude)
    visit(LOCK)
    page.wait_for_load_state("networkidle")
    expect(page).to_have_title("Lock - Import AsyncIO")


def test_no_request_goes_to_anyone_else(page: Page, visit: Visit, server: Server) -> None:
    others: list[str] = []
    page.on("request", lambda asked: others.append(asked.url))
    visit(LOCK)
    lock = Snippet(page, NAME)
    lock.run()
    lock.edit()
    page.wait_for_timeout(500)
    host = server.address.removesuffix("/guide/")
    assert [url for url in others if not url.startswith((host, "data:", "blob:"))] == []


@pytest.mark.parametrize("part", [".bin", "core", "python", "worker"])
def test_a_failed_download_is_told_and_can_be_tried_again(
    visit: Visit, server: Server, site: Path, part: str
) -> None:
    names = [path.name for path in (site / "assets/run").rglob("*") if part in path.name]
    server.missing = tuple(names)
    lock = Snippet(visit(LOCK), NAME)
    lock.run("Python could not be started.")
    expect(lock.verdict).to_contain_text("Python could not be started here")
    expect(lock.root.locator(".snippet-output")).to_be_visible()
    server.missing = ()
    lock.run()


def test_a_module_that_cannot_be_fetched_is_told(visit: Visit, server: Server, site: Path) -> None:
    server.missing = tuple(path.name for path in (site / "assets/run").glob("rest-*"))
    page = visit("playground/")
    snippet = Snippet(page, "playground")
    snippet.write("import csv")
    snippet.run()
    expect(snippet.output).to_contain_text("ImportError: csv could not be fetched")
    server.missing = ()
    snippet.run()
    expect(snippet.output).to_have_text("(prints nothing)")


def test_an_editor_that_cannot_be_loaded_is_told(visit: Visit, server: Server, site: Path) -> None:
    server.missing = tuple(path.name for path in (site / "assets/run").glob("editor-*"))
    lock = Snippet(visit(LOCK), NAME)
    lock.button("Edit").click()
    expect(lock.status).to_contain_text("The editor could not be loaded")
    expect(lock.root.locator(".highlight")).to_be_visible()
    server.missing = ()
    lock.edit()
    expect(lock.status).to_have_text("")


FORBID_WORKER = """
const { Worker } = window;
window.Worker = class {
    constructor(url, options) {
        if (String(url).startsWith("blob:")) throw new Error("no workers here");
        return new Worker(url, options);
    }
};
"""
FORBID_STORAGE = """
for (const name of ["getItem", "setItem", "removeItem"]) {
    const real = Storage.prototype[name];
    Storage.prototype[name] = function (key, ...rest) {
        if (key.startsWith("import-asyncio")) throw new DOMException("no storage", "SecurityError");
        return real.call(this, key, ...rest);
    };
}
"""


@pytest.mark.parametrize(
    ("lacks", "words"),
    [
        ("delete window.WebAssembly", "this browser has no WebAssembly"),
        (FORBID_WORKER, "no workers here"),
        (FORBID_STORAGE, "Done in"),
        ("delete Navigator.prototype.serviceWorker", "Done in"),
    ],
)
def test_a_browser_that_lacks_something(page: Page, visit: Visit, lacks: str, words: str) -> None:
    page.add_init_script(lacks)
    visit(LOCK)
    lock = Snippet(page, NAME)
    lock.button("Run").click()
    expect(lock.root).to_contain_text(words, timeout=PATIENCE)


def test_without_scripts_the_page_is_whole(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.address + LOCK)
    lock = Snippet(page, NAME)
    expect(lock.root.locator(".highlight")).to_be_visible()
    expect(lock.root.locator(".snippet-output")).to_be_visible()
    expect(lock.button("Run")).to_have_count(0)
    page.goto(server.address + "playground/")
    expect(page.locator("[data-playground]")).to_contain_text("needs JavaScript")
    context.close()


@pytest.mark.parametrize("path", [LOCK, "playground/"])
def test_a_phone_shows_everything_without_scrolling_sideways(
    visit: Visit, page: Page, path: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    visit(path)
    name = page.locator(".snippet").first.get_attribute("data-snippet") or ""
    snippet = Snippet(page, name)
    if path == LOCK:
        snippet.edit()
    snippet.run()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for word in ("Run", "Reset", "Share"):
        box = snippet.button(word).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [LOCK, "playground/"])
def test_axe_finds_nothing_in_what_a_reader_uses(
    browser: Browser, server: Server, scheme: Any, path: str
) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(server.address + path)
    name = page.locator(".snippet").first.get_attribute("data-snippet") or ""
    snippet = Snippet(page, name)
    if path == LOCK:
        snippet.edit()
    snippet.write(
        "import asyncio  # all\n\n@property\nclass A:\n    def f(self): return 1 + None\n\nA.f(1)"
    )
    snippet.run()
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run('.snippet').then(({ violations }) => violations)")
    context.close()
    told = [(rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in found]
    assert told == [], json.dumps(told, indent=1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(
    browser: Browser, server: Server, site: Path, scheme: Any
) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    told = {}
    for built in sorted(site.rglob("index.html")):
        path = built.parent.relative_to(site).as_posix()
        page.goto(f"{server.address}{path}/")
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate("axe.run()")
        for rule in found["violations"]:
            told[path, rule["id"]] = [node["html"][:200] for node in rule["nodes"]][:5]
    context.close()
    assert told == {}, "\n".join(f"{where}: {nodes}" for where, nodes in told.items())
