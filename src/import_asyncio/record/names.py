"""The names that a program gives to what it makes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import islice
from types import FrameType


def name_of_call(frame: FrameType, tree: ast.Module) -> str:
    """Return the name under which a program keeps the result of the call that a frame is in.

    ``tree`` is the program's. ``lock = asyncio.Lock()``, ``self.lock = …`` and ``{"lock": …}``
    all name it ``lock``; the name is empty where there is none.
    """
    positions = next(islice(frame.f_code.co_positions(), frame.f_lasti // 2, None))
    named = (
        name
        for node in _around(tree, frame.f_lineno)
        for name, value in _named(node)
        if isinstance(value, ast.Call) and _place(value) == positions
    )
    return next(named, "")


def _around(node: ast.AST, line: int) -> Iterator[ast.AST]:
    """Walk through what may hold a line, from the outermost to the innermost."""
    for child in ast.iter_child_nodes(node):
        if getattr(child, "lineno", line) <= line <= getattr(child, "end_lineno", line):
            yield child
            yield from _around(child, line)


def _place(node: ast.expr) -> tuple[int | None, ...]:
    return node.lineno, node.end_lineno, node.col_offset, node.end_col_offset


def _named(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Assign(targets=[target], value=value):
            yield from _bound(target, value)
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            yield from _bound(target, value)
        case ast.NamedExpr(target=target, value=value):
            yield from _bound(target, value)
        case ast.keyword(arg=str(name), value=value):
            yield name, value
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                if isinstance(key, ast.Constant):
                    yield str(key.value), value


def _bound(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.AST]]:
    match target, value:
        case ast.Name(id=name), _:
            yield name, value
        case ast.Attribute(attr=name), _:
            yield name, value
        case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
            for one, part in zip(targets, values, strict=True):
                yield from _bound(one, part)
