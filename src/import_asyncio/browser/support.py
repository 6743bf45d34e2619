"""Which programs the page's Python can run, and what the page says of them."""

from __future__ import annotations

import ast
import re

from import_asyncio.program import Program

PYTHON = (3, 14, 2)
STARTS_THREADS = re.compile(
    r"\b(to_thread|run_in_executor|run_coroutine_threadsafe|ThreadPoolExecutor|Thread\()"
)


def runs_in_browser(program: Program) -> bool:
    """Say whether the page's Python can run the program: it has no threads and no network."""
    return runs_in_wasm(program) and program.runs_on(PYTHON)


def runs_in_wasm(program: Program) -> bool:
    """Say whether a Python in WebAssembly can run the program, if it is new enough."""
    return not program.needs and STARTS_THREADS.search(program.source) is None


def about(program: Program) -> str:
    """Return the first sentence of a program's docstring."""
    return (ast.get_docstring(ast.parse(program.source)) or "").partition("\n")[0]
