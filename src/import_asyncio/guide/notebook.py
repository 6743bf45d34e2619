"""What a notebook has to keep to: it is executed by the build, and holds no outputs of its own."""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from import_asyncio.guide.markup import Element
from import_asyncio.guide.rendered import RenderedPage

STDERR = "application/vnd.jupyter.stderr"
COMPILE = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


def prose(source: str) -> str:
    """Return the Markdown of a notebook's cells."""
    return "\n\n".join(_source(cell) for cell in _cells(source) if cell["cell_type"] == "markdown")


def form(path: Path) -> Iterator[str]:
    """Complain of outputs that are kept, and of imports from outside the standard library."""
    for number, cell in enumerate(_cells(path.read_text("utf-8")), start=1):
        if cell["cell_type"] != "code":
            if cell["cell_type"] != "markdown":
                yield f"{path.as_posix()}: cell {number} is neither code nor Markdown"
            continue
        where = f"{path.as_posix()}: cell {number}"
        if cell.get("outputs") or cell.get("execution_count"):
            yield (
                f"{where} keeps an output; take it out (in Jupyter: Clear All Outputs), "
                "the build makes it anew"
            )
        yield from _imports(where, _source(cell))


def was_executed(page: RenderedPage) -> Iterator[str]:
    """Complain of a built page that lacks a cell, or the output of one that prints."""
    cells = [cell for cell in _cells(page.source) if cell["cell_type"] == "code"]
    built = [e for e in page.content if _is_code(e) and not any(map(_is_code, e.around))]
    shown = [next((e.text for e in cell if e.tag == "pre"), "") for cell in built]
    if [text.strip() for text in shown] != [_source(cell).strip() for cell in cells]:
        yield f"{page.path.as_posix()}: the page does not show the cells of the notebook"
        return
    for number, (cell, element) in enumerate(zip(cells, built, strict=True), start=1):
        if any(e.attributes.get("data-mime-type") == STDERR for e in element):
            yield (
                f"{page.path.as_posix()}: code cell {number} writes to standard error; a notebook "
                "leaves no warning behind"
            )
        has_output = any("jp-OutputArea-output" in e.classes for e in element)
        if _prints(compile(_source(cell), "", "exec", COMPILE)) and not has_output:
            yield (
                f"{page.path.as_posix()}: code cell {number} prints, and the page shows no output; "
                "`execute: true` in mkdocs.yml lets the build run it"
            )


def _is_code(element: Element) -> bool:
    return "jp-CodeCell" in element.classes


def _prints(node: ast.AST) -> bool:
    """Say whether code prints when it runs, not only when something in it is called."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
        return False
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
        return True
    return any(map(_prints, ast.iter_child_nodes(node)))


def _imports(where: str, code: str) -> Iterator[str]:
    try:
        tree = compile(code, where, "exec", COMPILE)
    except SyntaxError as problem:
        yield f"{where} is not Python: {problem.msg}; magics and shell commands have no place here"
        return
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            if name.partition(".")[0] not in sys.stdlib_module_names:
                yield f"{where} imports {name}; a notebook imports only the standard library"


def _cells(source: str) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads(source)["cells"]
    return cells


def _source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])
