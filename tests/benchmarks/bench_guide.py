"""How fast the guide is, as ratios in one run: `python tests/benchmarks/bench_guide.py`.

All snippets on the virtual clock against the real one, watched against plain, and a rebuild after
a change of one page against a full build.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from import_asyncio.guide import snippet
from import_asyncio.program import Program, parse
from import_asyncio.record.record import record
from import_asyncio.run.runner import run

ROOT = Path(__file__).parents[2]
ROUNDS = 5
REAL = """
import contextlib, io, sys, time
start = time.perf_counter()
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(Exception):
    exec(compile(sys.stdin.read(), "snippet.py", "exec"), {"__name__": "__main__"})
sys.__stdout__.write(str(time.perf_counter() - start))
"""
LONG = """import asyncio

async def visit(lock):
    for _ in range(200):
        async with lock:
            await asyncio.sleep(0.001)

async def main():
    lock = asyncio.Lock()
    await asyncio.gather(*(visit(lock) for _ in range(10)))

asyncio.run(main())
"""


def seconds(action: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the shortest of several times."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def real_seconds(program: Program) -> float:
    """Return how long a snippet takes on the real clock, without the start of Python."""
    done = subprocess.run(
        [sys.executable, "-c", REAL], input=program.source, capture_output=True, text=True
    )
    return float(done.stdout)


def programs() -> list[Program]:
    """Return the snippets that end and that this Python's stage can run."""
    every = [snippet.load(name).program for name in snippet.names()]
    return [one for one in every if one.on_stage and one.ends != "deadlock"]


def build(root: Path) -> None:
    """Build the site."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--dirty"]
    subprocess.run(command, cwd=root, check=True, capture_output=True)


def main() -> None:
    """Measure, and print."""
    chosen = programs()
    virtual = sum(seconds(lambda one=one: run(one), 3) for one in chosen)  # type: ignore[misc]
    real = sum(real_seconds(one) for one in chosen)
    print(f"{len(chosen)} snippets, real clock / virtual clock: {real / virtual:.0f}")

    watched_all = sum(seconds(lambda one=one: record(one), 3) for one in chosen)  # type: ignore[misc]
    print(f"{len(chosen)} snippets, watched / plain: {watched_all / virtual:.2f}")

    long = parse(LONG, "long.py")
    plain, watched = seconds(lambda: run(long)), seconds(lambda: record(long))
    print(f"2000 visits of a lock, watched / plain: {watched / plain:.2f}")

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("docs", "snippets", "src"):
            shutil.copytree(ROOT / name, root / name)
        for name in ("mkdocs.yml", "CONTRIBUTING.md"):
            shutil.copy(ROOT / name, root)
        full = seconds(lambda: build(root), 1)
        page = root / "docs/lock/index.md"

        def rebuild() -> None:
            page.write_text(page.read_text("utf-8") + "\n", "utf-8")
            build(root)

        again = seconds(rebuild, 3)
        print(f"full build / rebuild after a change of one page: {full / again:.1f}")
        print(f"(in this run {full:.1f} s and {again:.1f} s, of which Python's own start is part)")


if __name__ == "__main__":
    main()
