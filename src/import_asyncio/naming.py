"""The names that a program gives to what it makes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from types import FrameType

Place = tuple[int, int, int, int]


def names_by_call(source: str) -> dict[Place, str]:
    """Return the name under which the result of each call is kept, by the place of the call.

    A place is the call's first and last line, from 1, and its first and last column in bytes.
    ``lock = asyncio.Lock()``, ``self.lock = …`` and ``{"lock": …}`` all name it ``lock``.
    """
    return {
        _place(value): name
        for node in ast.walk(ast.parse(source))
        for name, value in _named(node)
        if isinstance(value, ast.Call)
    }


def place_of_call(frame: FrameType) -> Place | None:
    """Return the place of the call that a frame is in the middle of."""
    positions = list(frame.f_code.co_positions())[frame.f_lasti // 2]
    first, last, start, end = positions
    if first is None or last is None or start is None or end is None:
        return None
    return first, last, start, end


def _place(node: ast.expr) -> Place:
    return node.lineno, node.end_lineno or 0, node.col_offset, node.end_col_offset or 0


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
