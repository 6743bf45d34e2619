"""The browser that the tests read pages in: finds one, and gets one where there is none.

`python tests/web/chromium.py` is what `make test` does beforehand.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHANNELS = ("chrome", "msedge")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DEBIAN = ("chromium", "libatomic1")  # Playwright's driver needs the library.
HOST = "https://cdn.playwright.dev/"
SOON = 5
LONGEST = 900


class Source(NamedTuple):
    """A place that a browser can be had from: what is said beforehand, and the commands."""

    announcement: str
    commands: list[list[str]]


class NoBrowserError(Exception):
    """No browser of this machine starts; the message is the one command that helps."""


@contextmanager
def running() -> Iterator[Browser]:
    """Start the first browser of this machine that starts, and close it at the end.

    Raises ``NoBrowserError`` where none does.
    """
    try:
        playwright = sync_playwright().start()
    except Exception as problem:  # What is raised where Playwright lacks a library has no type.
        raise NoBrowserError(_advice()) from problem
    try:
        browser = _launch(playwright)
        yield browser
        browser.close()
    finally:
        playwright.stop()


def _launch(playwright: Playwright) -> Browser:
    for options in candidates():
        with suppress(Error):
            return playwright.chromium.launch(args=QUIET, **options)
    raise NoBrowserError(_advice())


def candidates() -> Iterator[dict[str, Any]]:
    """Yield what Playwright is to start: one on the path, its own, one installed elsewhere."""
    for name in NAMES:
        if path := shutil.which(name):
            yield {"executable_path": path}
    yield {}
    for channel in CHANNELS:
        yield {"channel": channel}


def works() -> bool:
    """Say whether this machine has a browser that starts."""
    try:
        with running():
            return True
    except NoBrowserError:
        return False


def sources() -> Iterator[Source]:
    """Yield the places from which this machine can get a browser by itself."""
    if answers(os.environ.get("PLAYWRIGHT_DOWNLOAD_HOST", HOST)):
        yield Source(
            "fetching the browser of Playwright, once (about 100 MB)",
            [[sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"]],
        )
    if may_use_apt():
        apt = ["apt-get", "-qq", "-o", f"Acquire::http::Timeout={SOON}"]
        yield Source(
            "installing Debian's chromium with apt-get, once (about 100 MB)",
            [
                [*apt, "update"],
                [*apt, "install", "--yes", "--no-install-recommends", *DEBIAN],
            ],
        )


def answers(address: str) -> bool:
    """Say whether anybody answers there, soon."""
    try:
        urllib.request.urlopen(urllib.request.Request(address, method="HEAD"), timeout=SOON)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def may_use_apt() -> bool:
    """Say whether this is a Debian, and we may install on it."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def run(command: list[str]) -> bool:
    """Run a command, its complaints in view; say whether it did what it should."""
    surroundings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(command, env=surroundings, stdout=subprocess.DEVNULL, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def get(
    works: Callable[[], bool] = works,
    sources: Callable[[], Iterator[Source]] = sources,
    run: Callable[[list[str]], bool] = run,
) -> bool:
    """Get a browser where there is none; say whether there is one now."""
    if works():
        return True
    for source in sources():
        print(f"No browser to test in: {source.announcement}", flush=True)
        if all(run(command) for command in source.commands) and works():
            return True
    return False


def _advice() -> str:
    command = f"{sys.executable} -m playwright install chromium"
    if shutil.which("apt-get"):
        command = f"sudo apt-get install {' '.join(DEBIAN)}"
    return f"there is no browser to test in; run `{command}`"


if __name__ == "__main__":
    if not get():
        print(f"The tests that need one will fail: {_advice()}", file=sys.stderr)
