"""How long a reader waits for Run, against stock Pyodide from the same server.

    python tests/benchmarks/bench_web.py [SITE] [--rounds N]

SITE is a built site (``site/``). Each round is a new reader: a first Run with nothing cached, one
after a reload, and a second Run of a changed program on the same page. Times are from the press to
the first printed line; what counts is the ratio, since both are measured in turn on one machine.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from web.conftest import DEBIAN, QUIET
from web.reader import Snippet
from web.serve import Server, serving

PROGRAM = """
import asyncio

async def report(name, lock):
    async with lock:
        print(f"{name}: page 1")
        await asyncio.sleep(SECONDS)

async def main():
    lock = asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        group.create_task(report("Ada", lock))
        group.create_task(report("Ben", lock))

asyncio.run(main())
"""
STOCK = """<!doctype html><meta charset="utf-8"><title>stock</title><pre id="out"></pre>
<script type="module">
let python;
window.run = async (program) => {
  const start = performance.now();
  let first;
  if (!python) {
    const { loadPyodide } = await import("./pyodide/pyodide.mjs");
    python = await loadPyodide();
  }
  python.setStdout({ batched() { first ??= performance.now() - start; } });
  await python.runPythonAsync(program);
  return first;
};
window.ready = true;
</script>"""
OURS = """async (program) => {
  const root = document.querySelector('.snippet');
  const start = performance.now();
  root.querySelector('.snippet-button--main').click();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve));
    const output = root.querySelector('.snippet-result .snippet-output samp');
    if (output && output.textContent) return performance.now() - start;
  }
}"""
Press = Callable[[Page, str], float]


def programs() -> Iterator[str]:
    """Yield the program again and again, each time another."""
    number = 0
    while True:
        number += 1
        yield PROGRAM.replace("SECONDS", f"0.00{number}")


def stock(page: Page, program: str) -> float:
    """Run a program in stock Pyodide; return the milliseconds to its first line."""
    return float(page.evaluate("(program) => window.run(program)", program))


def ours(page: Page, program: str) -> float:
    """Run a program in the playground; return the milliseconds to its first line."""
    snippet = Snippet(page, "playground")
    snippet.write(program)
    return float(page.evaluate(OURS, program))


def measure(browser: Browser, server: Server, path: str, press: Press) -> dict[str, float]:
    """Measure one reader: milliseconds, and the bytes of the first Run."""
    context = browser.new_context()
    page = context.new_page()
    change = programs()
    page.goto(server.address + path, wait_until="networkidle")
    before = server.sent
    cold = press(page, next(change))
    page.wait_for_timeout(1_000)
    sent = server.sent - before
    second = statistics.median(press(page, next(change)) for _ in range(5))
    page.reload(wait_until="networkidle")
    warm = press(page, next(change))
    context.close()
    return {"cold": cold, "warm": warm, "second": second, "bytes": sent}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        for entry in options.site.resolve().iterdir():
            Path(folder, entry.name).symlink_to(entry)
        Path(folder, "stock").mkdir()
        Path(folder, "stock/index.html").write_text(STOCK, "utf-8")
        Path(folder, "stock/pyodide").symlink_to(ROOT / "web/node_modules/pyodide")
        path = DEBIAN if DEBIAN.exists() else None
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        with serving(Path(folder)) as server:
            rounds = [
                (
                    measure(browser, server, "stock/", stock),
                    measure(browser, server, "playground/", ours),
                )
                for _ in range(options.rounds)
            ]
        browser.close()
    print(f"{'':8} {'stock':>12} {'here':>12} {'ratio':>7}   (medians of {len(rounds)})")
    for what in ("cold", "warm", "second", "bytes"):
        theirs, mine = (statistics.median(one[side][what] for one in rounds) for side in (0, 1))
        unit = "B" if what == "bytes" else "ms"
        print(f"{what:8} {theirs:9.0f} {unit:2} {mine:9.0f} {unit:2} {theirs / mine:6.1f}x")


if __name__ == "__main__":
    main()
