"""What the tests in a real browser share: the built site on a server, and a page of Chromium."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from .chromium import NoBrowserError, running
from .reader import PATIENCE
from .serve import Server, serving

expect.set_options(timeout=PATIENCE)

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SITE = Path(os.environ.get("SITE_DIR", ROOT / "site"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try what failed in a browser once more: a loaded machine may draw or fetch too late.

    The summary names each test that was run again.
    """
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def site() -> Path:
    """The built site, with what `web/build.mjs` adds to it."""
    if not (SITE / "assets/run/manifest.json").is_file():
        pytest.fail(f"{SITE} holds no built site; run `make build` first", pytrace=False)
    return SITE


@pytest.fixture
def server(site: Path) -> Iterator[Server]:
    """A server of the site, its books empty."""
    with serving(site) as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser of this machine; `make test` gets one where there is none."""
    try:
        with running() as browser:
            yield browser
    except NoBrowserError as problem:
        pytest.fail(str(problem), pytrace=False)


@pytest.fixture
def context(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    """A reader who has never been here."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page; an error in its scripts fails the test."""
    page = context.new_page()
    problems: list[Error] = []
    page.on("pageerror", lambda problem: problems.append(problem))
    yield page
    assert [one for one in problems if not is_of_the_theme(one.message, one.stack)] == []


def is_of_the_theme(message: str, stack: str | None) -> bool:
    """Say whether it is what RxJS throws in the theme where a machine draws frames too late."""
    late = message == "executing a cancelled action"
    return late and "/assets/javascripts/bundle." in (stack or "")


@pytest.fixture
def visit(page: Page, server: Server) -> Callable[[str], Page]:
    """Open a page of the site by its path."""

    def visit(path: str) -> Page:
        page.goto(server.address + path)
        return page

    return visit
