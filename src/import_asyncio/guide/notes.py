"""Ties notes to code by text, never by line number."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterator

from import_asyncio.errors import GuideError

BETWEEN_STATEMENTS = (
    tokenize.ENCODING,
    tokenize.NEWLINE,
    tokenize.NL,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.COMMENT,
)


def line_of(text: str, code: str, who: str = "a note") -> int:
    """Return the line of ``code``, counted from 1, on which ``text`` ends.

    ``who`` quotes it. Raises ``GuideError`` where the text is not found exactly once, and where it
    is no code.
    """
    found = [place for place in range(len(code)) if text and code.startswith(text, place)]
    if not found:
        raise GuideError(f"{who} quotes `{text}`, which the program does not contain")
    lines = [code.count("\n", 0, place + len(text)) + 1 for place in found]
    if len(found) > 1:
        where = ", ".join(map(str, lines))
        raise GuideError(
            f"{who} quotes `{text}`, which occurs {len(found)} times (lines {where}); "
            "quote more of the line"
        )
    if any(start <= found[0] and found[0] + len(text) <= end for start, end in _words(code)):
        raise GuideError(f"{who} quotes `{text}`, which is a comment or a docstring; quote code")
    return lines[0]


def _words(code: str) -> Iterator[tuple[int, int]]:
    """Yield where each comment and each docstring begins and ends."""
    starts = [0]
    for line in code.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    before = tokenize.ENCODING
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        alone = token.type == tokenize.STRING and before in BETWEEN_STATEMENTS
        if alone or token.type == tokenize.COMMENT:
            (row, column), (last_row, last_column) = token.start, token.end
            yield starts[row - 1] + column, starts[last_row - 1] + last_column
        before = token.type
