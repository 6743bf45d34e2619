"""What the tests in a real browser share: the built site on a server, and a page of Chromium."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

from .reader import PATIENCE
from .serve import Server, serving

expect.set_options(timeout=PATIENCE)

ROOT = Path(__file__).parents[2]
SITE = Path(os.environ.get("SITE_DIR", ROOT / "site"))
DEBIAN = Path("/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def site() -> Path:
    """The built site, with what `web/build.mjs` adds to it."""
    if not (SITE / "assets/run/run.js").is_file():
        pytest.fail(f"{SITE} holds no built site; run `make build` first", pytrace=False)
    return SITE


@pytest.fixture
def server(site: Path) -> Iterator[Server]:
    """A server of the site, its books empty."""
    with serving(site) as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, else Playwright's own."""
    with sync_playwright() as playwright:
        path = DEBIAN if DEBIAN.exists() else None
        try:
            browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        except Error as problem:
            pytest.fail(
                "no browser to test in: run `apt-get install chromium` or "
                f"`.venv/bin/playwright install chromium`\n{problem}",
                pytrace=False,
            )
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    """A reader who has never been here."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page; an error in its scripts fails the test."""
    page = context.new_page()

    def fail(problem: Error) -> None:
        raise AssertionError(f"a script of the page failed: {problem}")

    page.on("pageerror", fail)
    return page


@pytest.fixture
def visit(page: Page, server: Server) -> Callable[[str], Page]:
    """Open a page of the site by its path."""

    def visit(path: str) -> Page:
        page.goto(server.address + path)
        return page

    return visit
