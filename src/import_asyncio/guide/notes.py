"""Ties notes to code by text, never by line number."""

from __future__ import annotations

from import_asyncio.errors import GuideError


def line_of(text: str, code: str) -> int:
    """Return the line of ``code``, counted from 1, on which ``text`` ends.

    Raises ``GuideError`` where the text is not found exactly once.
    """
    found = [place for place in range(len(code)) if code.startswith(text, place)]
    if not found:
        raise GuideError(f"a note quotes `{text}`, which the program does not contain")
    lines = [code.count("\n", 0, place + len(text)) + 1 for place in found]
    if len(found) > 1:
        where = ", ".join(map(str, lines))
        raise GuideError(
            f"a note quotes `{text}`, which occurs {len(found)} times (lines {where}); "
            "quote more of the line"
        )
    return lines[0]
