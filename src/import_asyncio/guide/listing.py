"""The code of a program as HTML: coloured, with marks on the lines of its notes."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Sequence
from itertools import groupby

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from import_asyncio.guide.mended import Line
from import_asyncio.guide.snippet import Snippet

NAMES_A_LINE = re.compile(r"\bline \d+")
# Names, signs and spaces have the colour of the text anyway; an element for each would weigh.
PLAIN = re.compile(r'<span class="(?:n|o|p|w)">([^<]*)</span>')
SIGNED = {"removed": "del", "added": "ins", "moved": "ins"}


def code(snippet: Snippet, marked_lines: Sequence[int], quiet: Collection[int] = ()) -> str:
    """Return the program highlighted, with the mark of note ``n`` on its line.

    ``marked_lines`` holds the line of each note, in the order of the notes. A mark holds no
    text, so that copying the code copies nothing else. The lines in ``quiet`` step back, but for
    those with a mark.
    """
    marks: dict[int, str] = {}
    for number, line in enumerate(marked_lines, start=1):
        marks[line] = marks.get(line, "") + _mark(snippet, number)
    colored = _colored(snippet.program.shown)
    plain = snippet.program.shown.splitlines()
    numbered = range(1, len(plain) + 1)
    pieces = []
    for is_quiet, lines in groupby(numbered, lambda line: line in quiet and line not in marks):
        if is_quiet:
            quiet_text = html.escape("\n".join(plain[line - 1] for line in lines), quote=False)
            pieces.append(f'<span class="snippet-quiet">{quiet_text}</span>')
        else:
            pieces += [colored[line - 1] + marks.get(line, "") for line in lines]
    text = "\n".join([*pieces, ""])
    marked = " marked" if marks else ""
    return (
        f'<div class="language-python highlight no-copy{marked}">{_numbers(snippet)}'
        f'<pre tabindex="0" data-search-exclude><code>{text}</code></pre></div>'
    )


def mended(groups: Sequence[Sequence[Line]], after: Snippet) -> str:
    """Return the changed lines of a program, each with its sign, and in words for who listens."""
    colored = dict(
        zip(after.program.shown.splitlines(), _colored(after.program.shown), strict=True)
    )
    shown = []
    for group in groups:
        lines = "".join(_signed(line, colored.get(line.text, "")) for line in group)
        shown.append(f'<span class="mended-group">{lines}</span>')
    return (
        '<div class="language-python highlight no-copy">'
        f'<pre tabindex="0" data-search-exclude><code>{"".join(shown)}</code></pre></div>'
    )


def note_id(snippet: Snippet, number: int) -> str:
    """Return the id of a note on the page."""
    return f"{snippet.name.replace('/', '-')}-note-{number}"


def _colored(shown: str) -> list[str]:
    """Return the HTML of each line; no element goes from one to the next."""
    colored = highlight(shown, PythonLexer(), HtmlFormatter(nowrap=True))
    return PLAIN.sub(r"\1", colored).rstrip("\n").split("\n")


def _mark(snippet: Snippet, number: int) -> str:
    return (
        f'<a class="snippet-mark" href="#{note_id(snippet, number)}" '
        f'data-number="{number}" aria-label="Note {number}"></a>'
    )


def _numbers(snippet: Snippet) -> str:
    """Return the numbers of the lines, for a program whose output names one.

    They are no text of the page: nobody copies them. They count in the file, as messages do.
    """
    if not any(NAMES_A_LINE.search(one.text) for one in snippet.transcripts):
        return ""
    source, shown = snippet.program.source, snippet.program.shown
    before = source.count("\n", 0, source.index(shown.strip("\n")))
    numbers = range(before + 1, before + len(shown.splitlines()) + 1)
    return f'<span class="snippet-lines" data-lines="{"&#10;".join(map(str, numbers))}"></span>'


def _signed(line: Line, colored: str) -> str:
    text = colored or html.escape(line.text, quote=False)
    if line.kind == "kept":
        return f"<span>{text}\n</span>"
    tag, word = SIGNED[line.kind], f'<span class="mended-word">{line.kind}: </span>'
    return f'<{tag} class="mended-{line.kind}">{word}{text}\n</{tag}>'
