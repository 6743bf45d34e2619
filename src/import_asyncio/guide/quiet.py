"""Finds the lines of a program that step back, so that those that matter stand in front."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from import_asyncio.errors import GuideError
from import_asyncio.guide.notes import line_of

RUNS = "asyncio.run"


def quiet_lines(code: str, named: Iterable[str]) -> set[int]:
    """Return the lines, counted from 1, of what every program has, and of what ``named`` quotes.

    Every program has its docstring, its imports, and the call of ``asyncio.run`` at its end.
    Raises ``GuideError`` for a text that is not on the first line of exactly one statement.
    """
    tree = ast.parse(code)
    found = [*_of_every_program(tree), *(_statement(tree, code, text) for text in named)]
    return {line for statement in found for line in _lines(statement)}


def _of_every_program(tree: ast.Module) -> Iterator[ast.stmt]:
    if ast.get_docstring(tree, clean=False) is not None:
        yield tree.body[0]
    for statement in tree.body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            yield statement
    match tree.body[-1:]:
        case [ast.Expr(ast.Call(called)) as last] if ast.unparse(called) == RUNS:
            yield last


def _statement(tree: ast.Module, code: str, text: str) -> ast.stmt:
    """Return the outermost statement that begins on the line with a text."""
    line = line_of(text, code, "`quiet`")
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and line in (node.lineno, _lines(node)[0]):
            return node
    raise GuideError(
        f"`quiet` quotes `{text}`, which is not on the first line of a statement; quote that line"
    )


def _lines(statement: ast.stmt) -> range:
    decorators = getattr(statement, "decorator_list", [])
    first = min([statement.lineno, *(decorator.lineno for decorator in decorators)])
    return range(first, (statement.end_lineno or first) + 1)
