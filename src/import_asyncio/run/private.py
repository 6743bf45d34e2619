"""Private names of others: where each is needed it is noted, and here it is said which are gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter
from types import CodeType
from typing import Any

_needed: list[tuple[str, Callable[[], bool]]] = []


def missing() -> list[str]:
    """Return the names noted so far that this Python does not have, each with its owner."""
    return [name for name, is_there in _needed if not is_there()]


def attribute(owner: Any, name: str) -> attrgetter[Any]:
    """Need an attribute of a module, a class or its instances; return what reads it."""
    _needed.append((f"{owner.__name__}.{name}", partial(_has, owner, name)))
    return attrgetter(name)


def used(owner: Any, method: str, *names: str) -> None:
    """Need a method that uses these attributes."""
    for name in names:
        _needed.append((f"{owner.__name__}.{method}: {name}", partial(_uses, owner, method, name)))


def code(owner: Any, *path: str, variables: Sequence[str] = ()) -> CodeType | None:
    """Need a function, or one that is defined inside it, with these variables; return its code."""
    where = ".".join([owner.__name__, *path])
    _needed.append((where, lambda: _find(owner, path) is not None))
    for name in variables:
        _needed.append((f"{where}: {name}", partial(_has_variable, owner, path, name)))
    return _find(owner, path)


def _has(owner: Any, name: str) -> bool:
    return hasattr(owner, name) or _uses(owner, "__init__", name)


def _uses(owner: Any, method: str, name: str) -> bool:
    found = _find(owner, [method])
    return found is not None and name in found.co_names


def _has_variable(owner: Any, path: Sequence[str], name: str) -> bool:
    found = _find(owner, path)
    return found is not None and name in (
        *found.co_varnames,
        *found.co_cellvars,
        *found.co_freevars,
    )


def _find(owner: Any, path: Sequence[str]) -> CodeType | None:
    function, *inside = path
    found: CodeType | None = getattr(getattr(owner, function, None), "__code__", None)
    for name in inside:
        codes = [] if found is None else [one for one in found.co_consts if _is_code(one, name)]
        found = next(iter(codes), None)
    return found


def _is_code(constant: object, name: str) -> bool:
    return isinstance(constant, CodeType) and constant.co_name == name
