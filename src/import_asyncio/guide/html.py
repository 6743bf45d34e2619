"""The HTML of a snippet: code with marks, output, and the links under it. Whole without scripts."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Sequence

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from import_asyncio.draw.orders_html import draw_order, draw_orders
from import_asyncio.draw.orders_words import describe_orders
from import_asyncio.draw.progress_svg import draw_progress
from import_asyncio.draw.prose import describe_recording
from import_asyncio.draw.timeline_svg import draw_timeline
from import_asyncio.guide.snippet import Snippet
from import_asyncio.program import NEEDS, Program
from import_asyncio.recording import Recording
from import_asyncio.verdicts import Judged

NEED_WORDS = {"threads": "Starts threads", "sockets": "Uses the network"}


def code(snippet: Snippet, marked_lines: Sequence[int]) -> str:
    """Return the program highlighted, with the mark of note ``n`` at the end of its line.

    ``marked_lines`` holds the line of each note, in the order of the notes. A mark holds no
    text, so that copying the code copies nothing else.
    """
    colored = highlight(snippet.program.shown, PythonLexer(), HtmlFormatter(nowrap=True))
    lines = colored.rstrip("\n").split("\n")
    for number, line in enumerate(marked_lines, start=1):
        lines[line - 1] += (
            f'<a class="snippet-mark" href="#{note_id(snippet, number)}" '
            f'data-number="{number}" aria-label="Note {number}"></a>'
        )
    return (
        '<div class="language-python highlight"><pre tabindex="0"><code>'
        + "\n".join(lines)
        + "\n</code></pre></div>"
    )


def note_id(snippet: Snippet, number: int) -> str:
    """Return the id of a note on the page."""
    return f"{snippet.name.replace('/', '-')}-note-{number}"


def output(snippet: Snippet) -> str:
    """Return the transcript; the words with which a program ends badly are set apart."""
    printed, last_words = split_transcript(snippet)
    body = html.escape(printed)
    if last_words:
        body += f'<span class="snippet-ending">{html.escape(last_words)}</span>'
    if not body:
        body = '<span class="snippet-silence">(prints nothing)</span>'
    return (
        '<div class="snippet-output"><p class="snippet-output-title">Output</p>'
        f'<pre tabindex="0"><samp>{body}</samp></pre></div>'
    )


def timeline(snippet: Snippet, recording: Recording) -> str:
    """Return the picture of the snippet's run, and under it the same in words, folded."""
    picture = draw_timeline(recording, prefix=snippet.name.replace("/", "-"), embedded=True)
    words = "".join(
        f"<p>{html.escape(line)}</p>" for line in describe_recording(recording).splitlines()
    )
    return f'<figure class="snippet-timeline">{_box(picture)}{_folded("In words", words)}</figure>'


def no_timeline(snippet: Snippet) -> str:
    """Return what stands in place of a timeline, and why."""
    if snippet.program.needs:
        why = "the stage does not see threads that a program starts itself"
    else:
        why = f"that needs Python {html.escape(snippet.program.requires_python)}"
    return f'<p class="snippet-missing">No timeline: {why}.</p>'


def orders(
    snippet: Snippet, judged: Judged, recordings: dict[str, Recording], calm: Recording | None
) -> str:
    """Return every order of a snippet as a picture, and one timeline of each outcome, folded.

    ``recordings`` has one order for each outcome; ``calm``, that of the calmest order, adds the
    graph of two tasks.
    """
    prefix = snippet.name.replace("/", "-")
    parts = [draw_orders(judged, prefix=f"{prefix}-orders")]
    if calm is not None:
        parts.append(_box(draw_progress(judged, calm, prefix=f"{prefix}-progress")))
    parts += [
        f'<p class="snippet-missing">{html.escape(remark)}.</p>' for remark in judged.orders.remarks
    ]
    for number, verdict in enumerate(judged.verdicts, start=1):
        picture = draw_timeline(
            recordings[verdict.outcome], prefix=f"{prefix}-order-{number}", embedded=True
        )
        title = f"{verdict.sign} One order that ends in “{verdict.outcome}”, as a timeline"
        parts.append(_folded(title, _box(picture)))
    words = describe_orders(judged).splitlines()
    parts.append(_folded("In words", "".join(f"<p>{html.escape(line)}</p>" for line in words)))
    return f'<figure class="orders-figure">{"".join(parts)}</figure>'


def order(snippet: Snippet, judged: Judged) -> str:
    """Return the only order of ``judged`` as a picture."""
    prefix = f"{snippet.name.replace('/', '-')}-order"
    return f'<figure class="orders-figure">{draw_order(judged, prefix=prefix)}</figure>'


def _box(picture: str) -> str:
    return f'<div class="stage-picture" tabindex="0">{picture}</div>'


def _folded(title: str, content: str) -> str:
    summary = f"<summary>{html.escape(title)}</summary>"
    return f'<details class="snippet-words">{summary}{content}</details>'


def no_orders(snippet: Snippet) -> str:
    """Return what stands where this machine has no Python that could try the orders."""
    requires = html.escape(snippet.program.requires_python)
    return (
        f'<p class="snippet-missing">Its orders were not tried: that needs Python {requires}.</p>'
    )


def split_transcript(snippet: Snippet) -> tuple[str, str]:
    """Split a transcript into what the program printed and the words it ended with."""
    text, ends = snippet.transcript, snippet.program.ends
    if not ends:
        return text, ""
    start = re.compile(r"deadlock: " if ends == "deadlock" else rf"([\w.]+\.)?{ends}\b")
    lines = text.splitlines(keepends=True)
    last = max((n for n, line in enumerate(lines) if start.match(line)), default=len(lines))
    return "".join(lines[:last]), "".join(lines[last:])


def bar(snippet: Snippet, repo_url: str) -> str:
    """Return what a reader can do with the snippet, and what it needs."""
    name = snippet.path.name
    data = base64.b64encode(snippet.program.source.encode()).decode()
    parts = [
        f'<span class="snippet-badge">{html.escape(words)}</span>'
        for words in badges(snippet.program)
    ]
    parts.append(
        f'<a class="snippet-download" download="{name}" '
        f'href="data:text/x-python;charset=utf-8;base64,{data}">Download {name}</a>'
    )
    if repo_url:
        address = f"{repo_url.rstrip('/')}/blob/HEAD/{snippet.path.as_posix()}"
        parts.append(
            f'<a class="snippet-source" href="{html.escape(address)}">Open in the repository</a>'
        )
    return '<p class="snippet-bar">' + " ".join(parts) + "</p>"


def badges(program: Program) -> list[str]:
    """Return what a reader should know before running the program, in words."""
    words = []
    for bound in filter(None, program.requires_python.split(",")):
        version = bound.strip().lstrip("<>=")
        if bound.strip().startswith("<"):
            words.append(f"Older than Python {version}")
        elif version != "3.11":
            words.append(f"Python {version} or newer")
    words += [NEED_WORDS[need] for need in NEEDS if need in program.needs]
    if program.ends == "deadlock":
        words.append("Waits for ever, on purpose")
    elif program.ends:
        words.append(f"Ends in {program.ends}, on purpose")
    return words
