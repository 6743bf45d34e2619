"""What each page weighs, and how long it is to read.

    python tests/benchmarks/bench_pages.py [SITE] [--lighthouse FOLDER]

SITE is a built site (``site/``). For each page, at 1440 by 900 pixels: its length in screens, the
shares of its height that are prose, programs with their output, and pictures; its elements; the
kilobytes that it fetches, compressed, before anything is pressed; its tab stops; and how far its
layout shifts while it loads. With a folder in which the npm package ``lighthouse`` is installed,
also the medians of five of its scores on a phone; ``CHROME_PATH`` names a browser for it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Response, ViewportSize

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from web.chromium import running
from web.serve import serving

SCREEN: ViewportSize = {"width": 1440, "height": 900}
SCORES = ("performance", "accessibility", "best-practices", "seo")
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) shifted += shift.value;
}).observe({ type: "layout-shift", buffered: true });
"""
MEASURE = """() => {
    const article = document.querySelector("article");
    const height = (one) => one.checkVisibility() ? one.getBoundingClientRect().height : 0;
    const sum = (selector, not) => [...article.querySelectorAll(selector)]
        .filter((one) => !not || !one.parentElement.closest(not))
        .reduce((all, one) => all + height(one), 0);
    const programs = ".snippet, .snippet-orders, .snippet-order, .snippet-mended, .guarantees";
    const blocks = "h1, h2, h3, p, ul, ol, dl, blockquote, table";
    const stops = "a[href], button, input, summary, select, textarea, [tabindex='0']";
    return {
        height: article.getBoundingClientRect().height,
        prose: sum(blocks, `${programs}, ul, ol, dl, blockquote, table`) + sum(".guarantees"),
        code: sum(".snippet .highlight, .snippet-output, .snippet-mended"),
        pictures: sum(".stage-picture, .orders-strip"),
        elements: document.querySelectorAll("*").length,
        stops: [...document.querySelectorAll(stops)]
            .filter((one) => one.checkVisibility() && one.tabIndex >= 0).length,
        shifted: window.shifted,
    };
}"""


def main() -> None:
    """Print a line for each page of the site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site")
    parser.add_argument("--lighthouse", type=Path)
    options = parser.parse_args()
    print(f"{'page':32} screens prose  code  pictures elements    kB  stops  shift")
    with serving(options.site) as server, running() as browser:
        for path in sorted(options.site.rglob("index.html")):
            page = path.relative_to(options.site).as_posix().removesuffix("index.html")
            print(_line(page, _measured(browser, server.address + page)), flush=True)
            if options.lighthouse:
                print(f"{'':32} {_scores(options.lighthouse, server.address + page)}", flush=True)


def _measured(browser: Browser, address: str) -> dict[str, Any]:
    context = browser.new_context(viewport=SCREEN)
    page = context.new_page()
    page.add_init_script(SHIFTS)
    fetched: list[Response] = []
    page.on("response", lambda one: fetched.append(one))
    page.goto(address, wait_until="networkidle")
    found: dict[str, Any] = page.evaluate(MEASURE)
    found["bytes"] = sum(len(gzip.compress(one.body())) for one in fetched if one.ok)
    context.close()
    return found


def _line(page: str, found: dict[str, Any]) -> str:
    shares = [found[kind] / found["height"] for kind in ("prose", "code", "pictures")]
    return (
        f"{page or 'Home':32} {found['height'] / SCREEN['height']:7.1f} "
        f"{shares[0]:5.0%} {shares[1]:5.0%} {shares[2]:9.0%} {found['elements']:8} "
        f"{found['bytes'] / 1000:5.0f} {found['stops']:6} {found['shifted']:6.3f}"
    )


def _scores(folder: Path, address: str) -> str:
    command = [
        str(folder / "node_modules/.bin/lighthouse"),
        address,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(SCORES)}",
        "--chrome-flags=--headless --no-sandbox --disable-background-networking",
    ]
    runs = []
    for _ in range(5):
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=True,
            timeout=300,
        )
        categories = json.loads(done.stdout)["categories"]
        runs.append([100 * categories[name]["score"] for name in SCORES])
    medians = [statistics.median(scores) for scores in zip(*runs, strict=True)]
    return ", ".join(f"{name} {score:.0f}" for name, score in zip(SCORES, medians, strict=True))


if __name__ == "__main__":
    main()
