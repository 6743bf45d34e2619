"""What the service worker keeps, and what it must never spoil: deploys, portals, full disks."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from .reader import Snippet, page_of
from .serve import Server

Visit = Callable[[str], Page]
NAME = "lock/exclusive"
LOCK = page_of(NAME)
PORTAL = (200, b"<html>Please log in to the network</html>")
REGISTERED = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
MINE = "caches.keys().then((names) => names.filter((name) => name.startsWith('import-asyncio ')))"
POISON = """async (mine) => {
    for (const name of [mine, "of somebody else"]) {
        const cache = await caches.open(name);
        for (const { url } of await (await caches.open(mine)).keys())
            if (url.includes("/run/")) await cache.put(url, new Response("window.pwned = 1"));
    }
}"""
SETTLED = """async () => {
    const { installing } = (await navigator.serviceWorker.getRegistration()) ?? {};
    if (installing) await new Promise((done) => (installing.onstatechange = done));
}"""


def until(condition: str) -> str:
    """Return a script that waits for a condition; the policy forbids Playwright's own."""
    return f"""async () => {{
        for (let tries = 0; !({condition}); tries++) {{
            if (tries === 1200) throw new Error("it never came true");
            await new Promise((again) => setTimeout(again, 50));
        }}
    }}"""


def kept(page: Page) -> None:
    """Run something, and wait until the site is kept."""
    Snippet(page, NAME).run()
    page.evaluate(until("navigator.serviceWorker.controller"))


def published_anew(site: Path, to: Path) -> Path:
    """Return the site as published again, with a changed script."""
    shutil.copytree(site, to)
    (run,) = (to / "assets/run").glob("run-*.js")
    renamed = run.rename(run.with_name("run-00000000deadbeef.js"))
    for page in to.rglob("*.html"):
        text = re.sub(r' integrity="[^"]*"', "", page.read_text("utf-8"))
        page.write_text(text.replace(run.name, renamed.name), "utf-8")
    for part in (to / "assets/run").glob("*-*.bin"):
        part.unlink()
    for part in (to / "assets/run").glob("editor-*"):
        part.unlink()
    return to


def test_a_second_visit_works_offline(visit: Visit, context: BrowserContext) -> None:
    page = visit(LOCK)
    assert page.evaluate(REGISTERED) == 0
    kept(page)
    context.set_offline(True)
    page.reload()
    lock = Snippet(page, NAME)
    lock.edit()
    lock.write("print('offline')")
    lock.run()
    assert lock.output.inner_text() == "offline\n"
    lock.write("while True: pass")
    lock.button("Run").click()
    expect(lock.status).to_have_text("Running…")
    lock.button("Stop").click()
    expect(lock.status).to_have_text("Stopped.")
    visit("event/")
    expect(page).to_have_title("Event - Import AsyncIO")
    assert page.locator("h1").evaluate("(one) => getComputedStyle(one).fontWeight") == "600"
    visit("no/such/page/")
    expect(page.get_by_role("heading")).to_have_text("You are offline")
    page.get_by_role("link", name="barrier/", exact=True).click()
    expect(page).to_have_title("Barrier - Import AsyncIO")


@pytest.mark.parametrize("word", ["editor-", "core-", "assets/guide-", "barrier/"])
def test_a_portal_in_place_of_a_file_is_never_kept(visit: Visit, server: Server, word: str) -> None:
    page = visit(LOCK)
    Snippet(page, NAME).button("Run").wait_for()
    if word == "core-":
        Snippet(page, NAME).run()
        page.evaluate(SETTLED)
    server.answers = {word: PORTAL}
    lock = Snippet(page, NAME)
    lock.run()
    page.evaluate(SETTLED)
    server.answers = {}
    page.reload()
    lock = Snippet(page, NAME)
    lock.edit()
    lock.write("print('whole')")
    lock.run()
    assert lock.output.inner_text() == "whole\n"


def test_a_file_that_came_damaged_is_fetched_again(visit: Visit, page: Page, site: Path) -> None:
    (core,) = (site / "assets/run").glob("core-*")
    half = core.read_bytes()[: core.stat().st_size // 2]
    sent: list[bool] = []

    def send(route: Route) -> None:
        sent.append(True)
        if len(sent) == 1:
            route.fulfill(body=half)
        else:
            route.continue_()

    page.route(f"**/{core.name}", send)
    lock = Snippet(visit(LOCK), NAME)
    lock.run()
    assert len(sent) == 2


@pytest.mark.parametrize("status", [404, 500, 200])
def test_a_file_that_does_not_come_is_told(visit: Visit, server: Server, status: int) -> None:
    server.answers = {"stage-": (status, b"sorry")}
    lock = Snippet(visit(LOCK), NAME)
    lock.run("Python could not be started.")
    expect(lock.verdict).to_contain_text("damaged" if status == 200 else f"HTTP {status}")
    server.answers = {}
    lock.run()


def test_a_full_disk_leaves_the_site_whole(
    visit: Visit, context: BrowserContext, server: Server
) -> None:
    page = visit(LOCK)
    session = context.new_cdp_session(page)
    origin = server.address.removesuffix("/guide/")
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 100_000})
    Snippet(page, NAME).run()
    page.evaluate(SETTLED)
    assert page.evaluate(REGISTERED) == 0
    page.reload()
    Snippet(page, NAME).run()
    visit("event/")
    expect(page).to_have_title("Event - Import AsyncIO")


def test_a_disk_that_fills_up_later_leaves_the_site_whole(
    visit: Visit, context: BrowserContext, server: Server
) -> None:
    page = visit(LOCK)
    kept(page)
    session = context.new_cdp_session(page)
    origin = server.address.removesuffix("/guide/")
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 100_000})
    page.reload()
    lock = Snippet(page, NAME)
    lock.edit()
    lock.write("import csv\nprint(csv.__name__)")
    lock.run()
    assert lock.output.inner_text() == "csv\n"


def test_a_page_that_was_open_when_the_site_was_published_anew_says_so(
    visit: Visit, server: Server, site: Path, tmp_path: Path
) -> None:
    page = visit(LOCK)
    lock = Snippet(page, NAME)
    expect(lock.button("Run")).to_be_visible()
    server.site = published_anew(site, tmp_path / "new")
    lock.run("Python could not be started.")
    expect(lock.verdict).to_contain_text("the guide was updated since you opened this page; reload")
    lock.button("Edit").click()
    expect(lock.status).to_contain_text("the guide was updated since you opened this page; reload")


def test_a_page_that_has_run_something_outlives_a_deploy(
    visit: Visit, server: Server, site: Path, tmp_path: Path
) -> None:
    page = visit(LOCK)
    kept(page)
    server.site = published_anew(site, tmp_path / "new")
    lock = Snippet(page, NAME)
    lock.edit()
    lock.write("print('still here')")
    lock.run()
    assert lock.output.inner_text() == "still here\n"


def test_what_stands_in_a_cache_is_not_believed(visit: Visit) -> None:
    page = visit(LOCK)
    kept(page)
    page.evaluate(POISON, page.evaluate(MINE)[0])
    page.reload()
    lock = Snippet(page, NAME)
    lock.edit()
    lock.write("print('unharmed')")
    lock.run()
    assert lock.output.inner_text() == "unharmed\n"
    assert not page.evaluate("'pwned' in window")


def test_the_service_worker_can_be_ended(visit: Visit, server: Server, site: Path) -> None:
    page = visit(LOCK)
    kept(page)
    assert page.evaluate(MINE)
    end = site.parent / "docs/service-worker-end.js"
    server.answers = {"service-worker.js": (200, end.read_bytes())}
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    page.evaluate(until(f"(await {REGISTERED}) === 0"))
    assert page.evaluate(MINE) == []
    page.reload()
    Snippet(page, NAME).run()
