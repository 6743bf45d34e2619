"""Every snippet in the Python that readers get: under Node, and on the built pages."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from import_asyncio.browser.support import PYTHON, runs_in_browser
from import_asyncio.program import read

from .conftest import ROOT
from .reader import PATIENCE
from .serve import Server

RUNNER = Path(__file__).with_name("pyodide_runner.mjs")
SNIPPETS = ROOT / "snippets"
RUNNABLE = sorted(
    path.relative_to(SNIPPETS).with_suffix("").as_posix()
    for path in SNIPPETS.rglob("*.py")
    if runs_in_browser(read(path))
)
ORDERS = re.compile(
    r'class="snippet-orders" data-orders="([^"]+)"[^>]*?(?: data-values="([^"]+)")?>(.*?)</figure>',
    re.DOTALL,
)
BAR = re.compile(r'class="orders-bar [^"]*" data-choices="([^"]*)" data-checksum="(\w+)"')
# `asyncio.wait_for` was written anew in 3.12: cancelled at any turn, it goes through other orders.
NEWER_WAIT_FOR = "queue/time_limit"
OWN = {
    "threads": "import asyncio\nasyncio.run(asyncio.to_thread(print))",
    "needs": '# /// script\n# [tool.import-asyncio]\n# needs = ["sockets"]\n# ///\nprint(1)',
    "rest": "import csv\nprint(csv.__name__)",
    "version": "import sys\nprint(sys.version_info[:3])",
}
ENDLESS = """
import asyncio


async def main():
    while True:
        await asyncio.sleep(1)


asyncio.run(main())
"""


@cache
def bars(site: Path) -> list[dict[str, str]]:
    """Return of every bar in every strip its source, what is watched, its choices and checksum."""
    found = []
    for page in sorted(site.rglob("index.html")):
        for name, watched, block in ORDERS.findall(page.read_text("utf-8")):
            source = (SNIPPETS / f"{name}.py").read_text("utf-8")
            values = unescape(watched) or "[]"
            for choices, checksum in BAR.findall(block):
                bar = {"source": source, "values": values, "choices": choices, "checksum": checksum}
                found.append(bar)
    return found


@cache
def runs_under_node(site: Path) -> dict[str, Any]:
    """Run all snippets in one Pyodide; return what came of each."""
    node = shutil.which("node")
    assert node, "there is no Node: `make test` brings one where it is missing"
    programs: list[dict[str, Any]] = [
        {"name": name, "source": (SNIPPETS / f"{name}.py").read_text("utf-8")} for name in RUNNABLE
    ]
    programs += [{"name": name, "source": source} for name, source in OWN.items()]
    lost = (SNIPPETS / "lock/lost_update.py").read_text("utf-8")
    outcomes = {"balance 1": "wrong: one deposit is lost", "balance 2": "right"}
    programs.append({"name": "orders", "source": lost, "outcomes": outcomes})
    programs.append({"name": "endless", "source": ENDLESS, "outcomes": {}})
    programs += [{"name": f"order {number}", **bar} for number, bar in enumerate(bars(site))]
    programs.append({"name": "other", "source": lost, "choices": "0", "checksum": "0"})
    ran = subprocess.run(
        [node, RUNNER, site],
        input=json.dumps(programs),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    found = [json.loads(line) for line in ran.stdout.splitlines()]
    return {one["name"]: one for one in found}


@pytest.mark.parametrize("name", RUNNABLE)
def test_a_snippet_gives_its_transcript_in_pyodide(site: Path, name: str) -> None:
    one = runs_under_node(site)[name]
    shown = one["shown"]
    transcript = (SNIPPETS / f"{name}.out").read_text("utf-8")
    assert shown["printed"] + shown["last_words"] + "\n" * bool(shown["last_words"]) == transcript
    assert (shown["stderr"], shown["stopped"]) == ("", "")
    assert one["streamed"].startswith(shown["printed"])
    assert not one["restFetched"], "a snippet needs the second zip; add its module to EVERYDAY"


def test_what_a_browser_cannot_do_is_said(site: Path) -> None:
    runs = runs_under_node(site)
    assert "no threads" in runs["threads"]["shown"]["hint"]
    assert runs["needs"]["shown"]["stopped"] == "a browser has no sockets; run the file at home"
    assert runs["rest"]["restFetched"]
    assert runs["rest"]["shown"]["printed"] == "csv\n"


def test_the_pages_python_is_the_one_that_the_build_expects(site: Path) -> None:
    assert runs_under_node(site)["version"]["shown"]["printed"] == f"{PYTHON}\n"


def test_every_order_is_tried_as_on_the_page(site: Path) -> None:
    tried = runs_under_node(site)["orders"]["tried"]
    assert tried["sentence"] == "4 of 6 orders go wrong."
    assert "<svg" in tried["picture"]
    assert "balance 1" in tried["words"]


def test_a_program_none_of_whose_orders_ends_is_told(site: Path) -> None:
    tried = runs_under_node(site)["endless"]["tried"]
    assert tried["stopped"].startswith("endless.py: no order came to its end: in one run")


def test_every_bar_leads_to_its_order_again(site: Path) -> None:
    runs = runs_under_node(site)
    assert len(bars(site)) > 500
    newer = (SNIPPETS / f"{NEWER_WAIT_FOR}.py").read_text("utf-8")
    for number, bar in enumerate(bars(site)):
        tried = runs[f"order {number}"]["tried"]
        if bar["source"] == newer and "stopped" in tried:
            continue
        assert "<svg" in tried.get("picture", "")


def test_an_order_that_goes_differently_is_not_shown(site: Path) -> None:
    tried = runs_under_node(site)["other"]["tried"]
    assert "takes other steps" in tried["stopped"]
    assert "picture" not in tried


def test_every_snippet_on_every_page_gives_its_transcript(
    page: Page, server: Server, site: Path
) -> None:
    seen = set()
    for built in sorted(site.rglob("index.html")):
        if 'data-runs="browser"' not in built.read_text("utf-8"):
            continue
        page.goto(server.address + built.parent.relative_to(site).as_posix() + "/")
        page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
        for root in page.locator('.snippet[data-runs="browser"]').all():
            name = root.get_attribute("data-snippet") or ""
            seen.add(name)
            root.get_by_role("button", name="Run", exact=True).click()
            expect(root.get_by_role("status")).to_contain_text("Done in", timeout=PATIENCE)
            output = root.locator(".snippet-result .snippet-output samp").text_content()
            transcript = (SNIPPETS / f"{name}.out").read_text("utf-8")
            assert output == (transcript or "(prints nothing)"), name
            expect(root.locator(".snippet-result .stage-timeline")).to_be_visible()
    assert seen, "no page of the site has a snippet that runs"
