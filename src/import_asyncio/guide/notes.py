"""Takes the notes out of a block, and ties them to code by text, never by line number."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterator
from xml.etree import ElementTree

from import_asyncio.errors import GuideError

BETWEEN_STATEMENTS = (
    tokenize.ENCODING,
    tokenize.NEWLINE,
    tokenize.NL,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.COMMENT,
)


def take_notes(block: ElementTree.Element) -> list[tuple[str, ElementTree.Element]]:
    """Take the definition list out of a block: quoted code, and what is said of it.

    Raises ``GuideError`` where anything else stands in the block, and where two notes are on one
    quote.
    """
    notes: list[tuple[str, ElementTree.Element]] = []
    quote = ""
    for child in list(block):
        block.remove(child)
        if child.tag != "dl":
            raise GuideError(
                "only notes may stand in such a block: a line with `code` or an outcome, then "
                "a line that starts with `:   ` and says what you have to say of it"
            )
        for part in child:
            if part.tag == "dt":
                quote = (part.text or "").strip().strip("`")
            elif quote in dict(notes):
                raise GuideError(f"`{quote}` has two notes; say all of it in one")
            else:
                notes.append((quote, part))
    return notes


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
