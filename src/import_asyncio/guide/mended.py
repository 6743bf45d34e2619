"""What has changed between a program that goes wrong and the one that mends it."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from import_asyncio.errors import GuideError
from import_asyncio.guide.snippet import Snippet

KINDS = {"-": "removed", "+": "added", " ": "kept"}


@dataclass(frozen=True)
class Line:
    """A line of either program; ``kind`` is ``"removed"``, ``"added"`` or ``"kept"``."""

    kind: str
    text: str


def changes(before: Snippet, after: Snippet) -> list[list[Line]]:
    """Return the changed lines in groups, each with an unchanged line around it.

    What the programs say of themselves in their docstrings is left out. Raises ``GuideError``
    where nothing else differs.
    """
    old, new = (_code(one.program.shown) for one in (before, after))
    groups: list[list[Line]] = []
    for line in difflib.unified_diff(old, new, n=1, lineterm=""):
        if line.startswith("@@"):
            groups.append([])
        elif groups:
            groups[-1].append(Line(KINDS[line[0]], line[1:]))
    if not groups:
        raise GuideError(
            f"{after.path.as_posix()} has the code of {before.path.as_posix()}, so nothing is "
            "mended; name the program that goes wrong, as in `of: lock/twice.py`"
        )
    return [list(_without_empty_ends(group)) for group in groups]


def _code(shown: str) -> list[str]:
    """Return the lines of a program below its docstring."""
    tree = ast.parse(shown)
    said = ast.get_docstring(tree, clean=False) is not None
    first = (tree.body[0].end_lineno or 0) if said else 0
    return "\n".join(shown.splitlines()[first:]).strip("\n").splitlines()


def _without_empty_ends(group: list[Line]) -> Iterator[Line]:
    said = [number for number, line in enumerate(group) if line.text.strip()]
    yield from group[said[0] : said[-1] + 1] if said else group
