"""How long a reader waits for Run, here and elsewhere, all from one server in one run.

    python tests/benchmarks/bench_web.py [SITE] [--rounds N]
        [--markdown-exec FOLDER] [--jupyterlite FOLDER]

SITE is a built site (``site/``). Each round is a new reader: a first Run with nothing cached, one
after a reload, and a second Run of a changed program on the same page. Times are from the press to
the first printed line; what counts is the ratio, since all are measured in turn on one machine.

Measured against it: stock Pyodide; a memory snapshot of it with asyncio imported (the two options
behind it are private to Pyodide); and two tools that load Python with the page, so that their
bytes count from its opening, and their first press comes as soon as the page stands.

The two tools are measured if a folder of each is given. To prepare them, in an environment of
their own, first make a folder ``pyodide``: the npm package, the pure-Python wheels that
``pyodide-lock.json`` names for micropip, ipython, jedi and their dependencies, by ``pip download``
in the versions of that file, and their ``sha256`` put into it (PyPI's wheels differ in it).

markdown-exec: ``pip install markdown-exec[ansi] mkdocs pymdown-extensions``; build a site of one
``pyodide`` fence; add ``pyodide``, ``ace-builds/src-min-noconflict`` and
``@highlightjs/cdn-assets`` from npm; point the page's CDN addresses at them.

JupyterLite: ``pip install jupyterlite-core jupyterlite-pyodide-kernel``; put ``pyodide`` under
``static/`` and the wheel of ``comm`` under ``pypi/``; ``jupyter lite build --apps repl``.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from base64 import b64decode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from web.chromium import running
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
const snapshot = async () => {
  const { body } = await fetch("./snapshot.gz");
  return new Response(body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
};
window.run = async (program) => {
  const start = performance.now();
  let first;
  if (!python) {
    const { loadPyodide } = await import("./pyodide/pyodide.mjs");
    python = await loadPyodide(location.search ? { _loadSnapshot: snapshot() } : {});
  }
  python.setStdout({ batched() { first ??= performance.now() - start; } });
  await python.runPythonAsync(program);
  return first;
};
window.ready = true;
</script>"""
SNAPSHOT = """async () => {
  const { loadPyodide } = await import("./pyodide/pyodide.mjs");
  const python = await loadPyodide({ _makeSnapshot: true });
  python.runPython("import asyncio");
  const { body } = new Response(python.makeMemorySnapshot());
  const packed = await new Response(body.pipeThrough(new CompressionStream("gzip"))).bytes();
  return packed.toBase64();
}"""
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
MARKDOWN_EXEC = """async (program) => {
  const part = (name) => document.querySelector(`[id$="--${name}"]`);
  ace.edit(part('editor')).setValue(program);
  const [{ domContentLoadedEventStart }] = performance.getEntriesByType('navigation');
  const start = window.pressed ? performance.now() : domContentLoadedEventStart;
  window.pressed = true;
  while (!part('run').onclick) await new Promise((resolve) => setTimeout(resolve));
  part('run').click();
  while (!part('output').textContent) await new Promise((resolve) => setTimeout(resolve));
  return performance.now() - start;
}"""
JUPYTERLITE = """() => {
  const outputs = document.getElementsByClassName('jp-OutputArea-output');
  const before = outputs.length;
  const press = new Promise((resolve) =>
    addEventListener('keydown', ({ timeStamp }) => resolve(timeStamp), {
      capture: true,
      once: true,
    }));
  window.first = press.then(async (start) => {
    while (outputs.length === before) await new Promise((resolve) => setTimeout(resolve));
    return performance.now() - start;
  });
}"""
READING = 2_000
UNITS = {"cold": "ms", "warm": "ms", "second": "ms", "bytes": "B"}


class Tool(NamedTuple):
    """Where a tool's page is, how Run is pressed there, and when the page is open."""

    path: str
    press: Callable[[Page, str], float]
    open: Literal["networkidle", "domcontentloaded"] = "networkidle"


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


def markdown_exec(page: Page, program: str) -> float:
    """Run a program in markdown-exec's fence; return the milliseconds to its first line."""
    return float(page.evaluate(MARKDOWN_EXEC, program))


def jupyterlite(page: Page, program: str) -> float:
    """Run a program in JupyterLite's console; return the milliseconds to its first line."""
    page.locator(".jp-CodeConsole-input .cm-content").click()
    page.keyboard.insert_text(program)
    page.evaluate(JUPYTERLITE)
    page.keyboard.press("Shift+Enter")
    return float(page.evaluate("() => window.first"))


TOOLS = {
    "here": Tool("playground/", ours),
    "stock": Tool("stock/", stock),
    "snapshot": Tool("stock/?snapshot", stock),
    "markdown-exec": Tool("markdown-exec/", markdown_exec, "domcontentloaded"),
    "jupyterlite": Tool(
        "jupyterlite/repl/index.html?kernel=python", jupyterlite, "domcontentloaded"
    ),
}


def measure(browser: Browser, server: Server, tool: Tool) -> dict[str, float]:
    """Measure one reader: milliseconds, and the bytes of the first Run."""
    context = browser.new_context()
    page = context.new_page()
    change = programs()
    before = server.sent
    page.goto(server.address + tool.path, wait_until=tool.open)
    if tool.open == "networkidle":
        before = server.sent
    cold = tool.press(page, next(change))
    page.wait_for_timeout(1_000)
    sent = server.sent - before
    second = statistics.median(read_and_press(page, tool, next(change)) for _ in range(5))
    page.reload(wait_until=tool.open)
    warm = tool.press(page, next(change))
    context.close()
    return {"cold": cold, "warm": warm, "second": second, "bytes": sent}


def read_and_press(page: Page, tool: Tool, program: str) -> float:
    """Press Run as a reader does who has read the output of the run before."""
    page.wait_for_timeout(READING)
    return tool.press(page, program)


def lay_out(folder: Path, site: Path, others: dict[str, Path]) -> None:
    """Put the site, stock Pyodide and the other tools under one folder."""
    for entry in site.resolve().iterdir():
        (folder / entry.name).symlink_to(entry)
    for name, other in others.items():
        (folder / name).symlink_to(other.resolve())
    (folder / "stock").mkdir()
    (folder / "stock/index.html").write_text(STOCK, "utf-8")
    (folder / "stock/pyodide").symlink_to(ROOT / "web/node_modules/pyodide")


def snapshot(browser: Browser, server: Server) -> bytes:
    """Return a compressed memory snapshot; one made by Node 20 could not run asyncio here."""
    page = browser.new_page()
    page.goto(server.address + "stock/")
    packed = b64decode(page.evaluate(SNAPSHOT))
    page.close()
    return packed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--markdown-exec", type=Path, metavar="FOLDER")
    parser.add_argument("--jupyterlite", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    given = {"markdown-exec": options.markdown_exec, "jupyterlite": options.jupyterlite}
    others = {name: folder for name, folder in given.items() if folder}
    for name in given.keys() - others.keys():
        print(f"no folder of {name} is given: left out")
    tools = {name: tool for name, tool in TOOLS.items() if name in others or name not in given}
    with tempfile.TemporaryDirectory() as folder, running() as browser:
        lay_out(Path(folder), options.site, others)
        with serving(Path(folder)) as server:
            Path(folder, "stock/snapshot.gz").write_bytes(snapshot(browser, server))
            rounds = [
                {name: measure(browser, server, tool) for name, tool in tools.items()}
                for _ in range(options.rounds)
            ]
    print(f"medians of {len(rounds)}, and how many times ours")
    print(" " * 13 + "".join(f"{what:>19}" for what in UNITS))
    medians = {
        name: {what: statistics.median(one[name][what] for one in rounds) for what in UNITS}
        for name in tools
    }
    for name, median in medians.items():
        cells = (
            f"{median[what]:9.0f} {unit:2} {median[what] / medians['here'][what]:5.1f}x"
            for what, unit in UNITS.items()
        )
        print(f"{name:13}" + "".join(cells))


if __name__ == "__main__":
    main()
