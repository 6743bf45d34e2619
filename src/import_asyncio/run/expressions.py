"""Expressions that are watched: which there may be, and how one is evaluated.

One may be made of names, attributes, subscripts, constants, ``len()``, comparisons, sums and the
``METHODS`` of asyncio that only tell. None of the program's own code runs when it is evaluated,
no property and no ``__len__`` of its classes, so it has no effects.
"""

from __future__ import annotations

import ast
import collections
import inspect
import operator
from collections.abc import Callable, Iterator, Mapping
from types import MemberDescriptorType, ModuleType
from typing import Any

from import_asyncio.errors import GuideError

METHODS = ("cancelled", "done", "empty", "full", "is_set", "locked", "qsize")
SCALARS = (str, bytes, int, float, bool, type(None))
LISTED: Mapping[type, str] = {list: "[{}]", tuple: "({})", collections.deque: "deque([{}])"}
SETS = (set, frozenset)
CONTAINERS = (str, bytes, *LISTED, *SETS, dict)
MOST_ITEMS, DEEPEST, LONGEST = 12, 3, 60
LARGEST = 10**LONGEST
LOOK_UPS = (object.__getattribute__, type.__getattribute__, ModuleType.__getattribute__)
SIGNS: Mapping[type, Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Add: operator.add,
    ast.Sub: operator.sub,
}
SAME: Mapping[type, Callable[[Any, Any], bool]] = {ast.Is: operator.is_, ast.IsNot: operator.is_not}


class NoValueError(Exception):
    """An expression has no value here; the message says what there is not."""


def parse_expression(text: str) -> ast.expr:
    """Parse an expression; raises ``GuideError`` for one that might have effects."""
    try:
        parsed = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as problem:
        raise GuideError(f"`{text}` is no expression: {problem.msg}") from None
    for part in _refused(parsed):
        raise GuideError(
            f"`{text}` cannot be watched, for `{ast.unparse(part)}` might have effects; it may be "
            "made of names, attributes, subscripts, constants, len(), comparisons, + and -, and "
            f"{', '.join(f'.{name}()' for name in METHODS)}"
        )
    return parsed


def names_in(expression: ast.expr) -> set[str]:
    """Return the names that have to be known where an expression is evaluated."""
    called = {node.func for node in ast.walk(expression) if isinstance(node, ast.Call)}
    return {
        node.id
        for node in ast.walk(expression)
        if isinstance(node, ast.Name) and node not in called
    }


def evaluate(node: ast.expr, names: Mapping[str, Any]) -> Any:
    """Evaluate an expression that was parsed here.

    Raises ``NoValueError`` where it has none, and ``GuideError`` where it would run the program's.
    """
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            return names[name]
        case ast.Attribute(value=owner, attr=name):
            return _attribute(evaluate(owner, names), name, node)
        case ast.Subscript(value=owner, slice=key):
            return _item(evaluate(owner, names), evaluate(key, names), node)
        case ast.Call(func=ast.Attribute(value=owner, attr=name)):
            return _told(evaluate(owner, names), name, node)
        case ast.Call(args=[container]):
            return _length(evaluate(container, names), node)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _scalar(evaluate(operand, names), node)
        case ast.UnaryOp(operand=operand):
            return _calculated(lambda value, _: -value, evaluate(operand, names), 0, node)
        case ast.BinOp(left=left, op=sign, right=right):
            one, other = evaluate(left, names), evaluate(right, names)
            return _calculated(SIGNS[type(sign)], one, other, node)
        case ast.Compare(left=left, ops=[sign], comparators=[right]):
            one, other = evaluate(left, names), evaluate(right, names)
            if same := SAME.get(type(sign)):
                return same(one, other)
            return _calculated(SIGNS[type(sign)], one, other, node)
    raise AssertionError(ast.dump(node))


def written(value: Any, expression: str, depth: int = 0) -> str:
    """Write a value as Python does, a long one cut, a set in the order of what it holds.

    Raises ``GuideError`` for one that is not made of plain values.
    """
    kind = type(value)
    if kind is int and abs(value) >= LARGEST:
        text = f"an integer of {value.bit_length()} bits"
    elif kind in SCALARS:
        text = repr(value)
    elif depth == DEEPEST and kind in CONTAINERS:
        text = "…"
    elif kind in LISTED:
        text = LISTED[kind].format(_listed(value, expression, depth))
    elif kind in SETS:
        items = sorted(written(item, expression, depth + 1) for item in value)
        text = f"{{{', '.join(items[:MOST_ITEMS])}}}" if items else f"{kind.__name__}()"
    elif kind is dict:
        keys = list(value)[:MOST_ITEMS]
        pairs = [
            f"{written(key, expression, depth + 1)}: {written(value[key], expression, depth + 1)}"
            for key in keys
        ]
        text = f"{{{', '.join(pairs + ['…'] * (len(value) > MOST_ITEMS))}}}"
    else:
        raise GuideError(
            f"`{expression}` cannot be watched: a {kind.__name__} has no short and lasting form; "
            "name a number, a text, or something else that is plain in it"
        )
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _listed(value: Any, expression: str, depth: int) -> str:
    items = [written(item, expression, depth + 1) for item in list(value)[:MOST_ITEMS]]
    more = (
        "…" if len(value) > MOST_ITEMS else "," if type(value) is tuple and len(value) == 1 else ""
    )
    return ", ".join([*items, more]) if more == "…" else ", ".join(items) + more


def _refused(node: ast.expr) -> Iterator[ast.expr]:
    """Yield the parts of an expression that it may not have, the outermost first."""
    parts: list[ast.expr]
    match node:
        case ast.Constant(value=value) if type(value) in SCALARS:
            parts = []
        case ast.Name(id=name) if not name.startswith("__"):
            parts = []
        case ast.Attribute(value=owner, attr=name) if not name.startswith("__"):
            parts = [owner]
        case ast.Subscript(value=owner, slice=key) if not isinstance(key, ast.Slice):
            parts = [owner, key]
        case ast.Call(func=ast.Name(id="len"), args=[container], keywords=[]):
            parts = [container]
        case ast.Call(func=ast.Attribute(value=owner, attr=name), args=[], keywords=[]) if (
            name in METHODS
        ):
            parts = [owner]
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            parts = [operand]
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
            parts = [left, right]
        case ast.Compare(left=left, ops=[sign], comparators=[right]) if type(sign) in {
            *SIGNS,
            *SAME,
        }:
            parts = [left, right]
        case _:
            yield node
            return
    for part in parts:
        yield from _refused(part)


def _attribute(owner: Any, name: str, node: ast.expr) -> Any:
    """Return an attribute that is a plain value, or a property of asyncio's own."""
    if not _python_looks_up(owner):
        raise _runs_code(node)
    own = _of_class(owner, name)
    if isinstance(own, property):
        if not _is_asyncios(own.fget):
            raise _runs_code(node)
        return own.fget(owner) if own.fget else None
    if isinstance(own, MemberDescriptorType):
        return _got(lambda: own.__get__(owner), node)
    kept: Mapping[str, Any] = getattr(owner, "__dict__", {})
    if name in kept:
        return kept[name]
    if own is None or inspect.getattr_static(type(own), "__get__", None) is not None:
        raise NoValueError(f"`{ast.unparse(node)}` is not there")
    return own


def _python_looks_up(owner: Any) -> bool:
    """Say whether Python, and no code of the object's class, looks up its attributes."""
    looks_up = _of_class(owner, "__getattribute__")
    has_more = _of_class(owner, "__getattr__") is not None and not isinstance(owner, ModuleType)
    return any(looks_up is one for one in LOOK_UPS) and not has_more


def _of_class(owner: Any, name: str) -> Any:
    """Return what the class of an object has under a name, and nothing that it makes of it."""
    return inspect.getattr_static(type(owner), name, None)


def _told(owner: Any, name: str, node: ast.expr) -> Any:
    """Call a method of asyncio's own."""
    method = _of_class(owner, name)
    if method is None:
        raise NoValueError(f"`{ast.unparse(node)}` is not there")
    if not _is_asyncios(method):
        raise _runs_code(node)
    return method(owner)


def _is_asyncios(function: Any) -> bool:
    module = getattr(function, "__module__", None)
    if module is None:
        module = getattr(getattr(function, "__objclass__", None), "__module__", "")
    return str(module).partition(".")[0] in ("asyncio", "_asyncio")


def _item(owner: Any, key: Any, node: ast.expr) -> Any:
    if not _inherits(owner, "__getitem__") or not _is_key(key):
        raise _runs_code(node)
    if isinstance(owner, dict) and not dict.__contains__(owner, key):
        raise NoValueError(f"`{ast.unparse(node)}` is not there")
    return _got(lambda: owner[key], node)


def _is_key(value: Any) -> bool:
    return type(value) in SCALARS or (type(value) is tuple and all(map(_is_key, value)))


def _length(container: Any, node: ast.expr) -> int:
    if not _inherits(container, "__len__"):
        raise _runs_code(node)
    return len(container)


def _inherits(owner: Any, name: str) -> bool:
    """Say whether an object has a special method of Python's own containers."""
    found = getattr(type(owner), name, None)
    return found is not None and any(
        isinstance(owner, kind) and found is getattr(kind, name, None) for kind in CONTAINERS
    )


def _scalar(value: Any, node: ast.expr) -> Any:
    if type(value) not in SCALARS:
        raise _runs_code(node)
    return value


def _calculated(how: Callable[[Any, Any], Any], one: Any, other: Any, node: ast.expr) -> Any:
    return _got(lambda: how(_scalar(one, node), _scalar(other, node)), node)


def _got(how: Callable[[], Any], node: ast.expr) -> Any:
    try:
        return how()
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as problem:
        raise NoValueError(f"`{ast.unparse(node)}`: {problem}") from None


def _runs_code(node: ast.expr) -> GuideError:
    return GuideError(
        f"`{ast.unparse(node)}` cannot be watched: it would run code that is not asyncio's or "
        "Python's own, which might have effects"
    )
