"""What has changed between a program that goes wrong and the one that mends it."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from import_asyncio.errors import GuideError
from import_asyncio.guide.snippet import Snippet


@dataclass(frozen=True)
class Line:
    """A line of either program; ``kind`` is ``"removed"``, ``"added"``, ``"moved"`` or ``"kept"``.

    A line that moved is only indented otherwise than before.
    """

    kind: str
    text: str


def name_of_broken(given: str, fixed: Snippet) -> str:
    """Return the name of the program that goes wrong: as given, or by that of the mended one."""
    return given or fixed.name.removesuffix("_fixed")


def changes(before: Snippet, after: Snippet) -> list[list[Line]]:
    """Return the changed lines in groups, each with the unchanged line before and after it.

    What the programs say of themselves in their docstrings is left out. Raises ``GuideError``
    where nothing else differs.
    """
    lines = list(_compared(*(_code(one.program.shown) for one in (before, after))))
    changed = [number for number, line in enumerate(lines) if line.kind != "kept"]
    if not changed:
        raise GuideError(
            f"{after.path.as_posix()} has the code of {before.path.as_posix()}, so nothing is "
            "mended; name the program that goes wrong, as in `of: lock/twice.py`"
        )
    groups: list[list[Line]] = []
    last = -2
    for number, line in enumerate(lines):
        if any(near in changed for near in (number - 1, number, number + 1)):
            if number > last + 1:
                groups.append([])
            groups[-1].append(line)
            last = number
    return [list(_without_empty_ends(group)) for group in groups]


def _compared(old: list[str], new: list[str]) -> Iterator[Line]:
    """Yield the lines of both programs; where one stands for both, as it is in the new one."""
    matcher = difflib.SequenceMatcher(
        None, [line.strip() for line in old], [line.strip() for line in new], autojunk=False
    )
    for same, start, end, start_new, end_new in matcher.get_opcodes():
        if same == "equal":
            for was, line in zip(old[start:end], new[start_new:end_new], strict=True):
                yield Line("kept" if was == line else "moved", line)
        else:
            yield from (Line("removed", line) for line in old[start:end])
            yield from (Line("added", line) for line in new[start_new:end_new])


def _code(shown: str) -> list[str]:
    """Return the lines of a program below its docstring."""
    tree = ast.parse(shown)
    said = ast.get_docstring(tree, clean=False) is not None
    first = (tree.body[0].end_lineno or 0) if said else 0
    return "\n".join(shown.splitlines()[first:]).strip("\n").splitlines()


def _without_empty_ends(group: list[Line]) -> Iterator[Line]:
    said = [number for number, line in enumerate(group) if line.text.strip()]
    yield from group[said[0] : said[-1] + 1] if said else group
