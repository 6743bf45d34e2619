"""What a page must never do in a browser: ask others, go on after Stop, run what nobody asked."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from .conftest import SITE, is_of_the_theme
from .reader import Snippet, page_of
from .serve import serving

Visit = Callable[[str], Page]
NAME = "lock/exclusive"
LOCK = page_of(NAME)
PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
ENDLESS = "print('in')\nwhile True: pass"
MARKUP = "<b>bold</b><img src=x onerror=alert(1)>"
A_MINUTE = 60_000


@pytest.fixture
def lock(visit: Visit) -> Snippet:
    """The first snippet of the Lock page."""
    return Snippet(visit(LOCK), NAME)


def test_an_error_of_ours_is_told_from_that_of_the_theme() -> None:
    late = "executing a cancelled action"
    theme = "Error\n    at https://example.org/assets/javascripts/bundle.a5f9.min.js:3:14"
    ours = "Error\n    at https://example.org/assets/run/run-a5f9.js:3:14"
    assert is_of_the_theme(late, theme)
    assert not is_of_the_theme(late, ours)
    assert not is_of_the_theme(late, None)
    assert not is_of_the_theme("x is not defined", theme)


def test_there_are_pages_to_look_at() -> None:
    assert len(PAGES) >= 10


def test_no_page_asks_anyone_else(context: BrowserContext, visit: Visit) -> None:
    foreign: list[str] = []

    def note(asked: Request) -> None:
        if not asked.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            foreign.append(f"{page.url} asks {asked.url}")

    context.on("request", note)
    for path in PAGES:
        page = visit(path)
        page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
        page.mouse.wheel(0, 100_000)
        page.wait_for_load_state("networkidle")
    assert foreign == []


def test_a_request_to_others_is_noticed(context: BrowserContext, page: Page) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page.set_content("<img src='https://127.0.0.2:9/x.png'>")
    page.wait_for_load_state("networkidle")
    assert asked == ["https://127.0.0.2:9/x.png"]


def workers_of_python(browser: Browser) -> set[str]:
    """Return the ids of the workers in which programs of readers run."""
    targets = browser.new_browser_cdp_session().send("Target.getTargets", {"filter": [{}]})
    return {
        target["targetId"]
        for target in targets["targetInfos"]
        if target["type"] == "worker" and target["url"].startswith("blob:")
    }


def test_a_worker_that_was_stopped_is_gone(lock: Snippet, browser: Browser) -> None:
    lock.edit()
    lock.write(ENDLESS)
    lock.button("Run").click()
    expect(lock.output).to_have_text("in\n")
    before = workers_of_python(browser)
    assert before
    lock.button("Stop").click()
    expect(lock.verdict).to_have_text("Stopped.")
    for _ in range(20):  # Chromium gives a worker two seconds to end before it ends it.
        left = before & workers_of_python(browser)
        if len(left) < len(before):
            break
        lock.page.wait_for_timeout(500)
    assert len(left) == len(before) - 1  # What is left may be the one that waits for the next run.


def test_printed_markup_stays_text(lock: Snippet) -> None:
    lock.edit()
    lock.write(f"print({MARKUP!r})\nraise ValueError({MARKUP!r})")
    lock.run()
    assert lock.output.inner_text().startswith(f"{MARKUP}\n")
    expect(lock.root.locator(".snippet-result b, .snippet-result img")).to_have_count(0)


def test_after_reset_it_is_the_file_that_runs(lock: Snippet) -> None:
    lock.edit()
    lock.write("print('mine')")
    lock.run()
    lock.button("Reset").click()
    lock.run()
    assert lock.output.inner_text() == Path("snippets", f"{NAME}.out").read_text("utf-8")


def test_a_link_runs_nothing_however_long_one_waits(lock: Snippet, context: BrowserContext) -> None:
    lock.edit()
    lock.write("print('from the link')")
    lock.button("Share").click()
    expect(lock.status).to_contain_text("Link copied")
    link = lock.page.evaluate("navigator.clipboard.readText()")
    lock.button("Reset").click()
    other = context.new_page()
    other.clock.install()
    other.goto(link)
    opened = Snippet(other, NAME)
    expect(opened.status).to_contain_text("It has not run")
    other.clock.run_for(A_MINUTE)
    other.mouse.wheel(0, 1000)
    other.wait_for_timeout(500)
    assert not [worker for worker in other.workers if worker.url.startswith("blob:")]
    expect(opened.root.locator(".snippet-result")).to_have_count(0)


def test_a_page_that_has_changed_is_fresh(
    site: Path, context: BrowserContext, tmp_path: Path
) -> None:
    changing = shutil.copytree(site, tmp_path / "site")
    with serving(changing) as server:
        page = context.new_page()
        page.goto(server.address + LOCK)
        page.reload()
        file = changing / LOCK / "index.html"
        text = file.read_text("utf-8")
        file.write_text(text.replace("</h1>", " Changed</h1>"), "utf-8")
        page.reload()
        expect(page.locator("h1")).to_contain_text("Changed")
