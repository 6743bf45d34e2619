"""The HTML of a snippet: code with marks, output, and the links under it. Whole without scripts."""

from __future__ import annotations

import base64
import html
from collections.abc import Sequence

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from import_asyncio.draw.orders_html import draw_order, draw_orders
from import_asyncio.draw.orders_words import describe_orders
from import_asyncio.draw.progress_svg import draw_progress
from import_asyncio.draw.prose import describe_recording
from import_asyncio.draw.timeline_svg import draw_timeline
from import_asyncio.guide import parts
from import_asyncio.guide.pythons import SERIES, label, listed
from import_asyncio.guide.snippet import Snippet
from import_asyncio.guide.transcripts import runs_on_series
from import_asyncio.program import NEEDS, Program
from import_asyncio.recording import Recording
from import_asyncio.verdicts import Judged

NEED_WORDS = {
    "threads": "Starts threads",
    "sockets": "Uses the network",
    "pytest": "Run it with pytest",
}


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


def output(snippet: Snippet, last_words: str) -> str:
    """Return the transcript; the last words of a program that ends badly are set apart."""
    printed = (
        snippet.transcript.removesuffix(f"{last_words}\n") if last_words else snippet.transcript
    )
    since = snippet.since
    return parts.output(f"Output, since Python {since}" if since else "Output", printed, last_words)


def older_outputs(snippet: Snippet) -> str:
    """Return what the snippet printed on older Pythons, the newest first, folded."""
    folds = []
    since = SERIES[0]
    for transcript in snippet.transcripts[:-1]:
        series = [
            label(one)
            for one in SERIES
            if since <= one <= transcript.until and runs_on_series(snippet.program, one)
        ]
        last_words = last_words_of(transcript.text, snippet.program.ends)
        printed = transcript.text.removesuffix(f"{last_words}\n") if last_words else transcript.text
        where = f"Python {listed(series)}"
        box = parts.output(f"Output on {where}", printed, last_words)
        folds.append(parts.folded(f"Something else on {where}", box))
        since = (transcript.until[0], transcript.until[1] + 1)
    return "".join(reversed(folds))


def last_words_of(transcript: str, ends: str) -> str:
    """Return what a transcript says of a bad end: an exception's line, or all of a deadlock."""
    if ends == "deadlock":
        _, deadlock, waits = transcript.rpartition("deadlock: ")
        return f"{deadlock}{waits}".rstrip("\n")
    return "".join(transcript.splitlines()[-1:]) if ends else ""


def said(words: str) -> str:
    """Return what the record says, as a line under a program or a picture."""
    return parts.part("pythons", words=words)


def timeline(snippet: Snippet, recording: Recording) -> str:
    """Return the picture of the snippet's run, and under it the same in words, folded."""
    svg = draw_timeline(recording, prefix=snippet.name.replace("/", "-"), embedded=True)
    return parts.timeline(svg, describe_recording(recording))


def no_timeline(snippet: Snippet) -> str:
    """Return what stands in place of a timeline, and why."""
    if snippet.program.is_test:
        why = "pytest runs it, in every order"
    elif snippet.program.needs:
        why = "the stage does not see threads that a program starts itself"
    else:
        newest = f"{snippet.since} or newer" if snippet.since else snippet.program.requires_python
        why = f"that needs Python {html.escape(newest)}"
    return f'<p class="snippet-missing">No timeline: {why}.</p>'


def orders(
    snippet: Snippet, judged: Judged, recordings: dict[str, Recording], calm: Recording | None
) -> str:
    """Return every order of a snippet as a picture, and one timeline of each outcome, folded.

    ``recordings`` has one order for each outcome; ``calm``, that of the calmest order, adds the
    graph of two tasks.
    """
    prefix = snippet.name.replace("/", "-")
    more = []
    if calm is not None:
        more.append(parts.picture(draw_progress(judged, calm, prefix=f"{prefix}-progress")))
    more += [parts.part("remark", words=remark) for remark in judged.orders.remarks]
    for number, verdict in enumerate(judged.verdicts, start=1):
        svg = draw_timeline(
            recordings[verdict.outcome], prefix=f"{prefix}-order-{number}", embedded=True
        )
        title = f"{verdict.sign} One order that ends in “{verdict.outcome}”, as a timeline"
        more.append(parts.folded(title, parts.picture(svg)))
    picture = draw_orders(judged, prefix=f"{prefix}-orders")
    return parts.orders(picture, more, describe_orders(judged))


def order(snippet: Snippet, judged: Judged) -> str:
    """Return the only order of ``judged`` as a picture."""
    prefix = f"{snippet.name.replace('/', '-')}-on-the-clock"
    picture = parts.Markup(draw_order(judged, prefix=prefix))
    return parts.part("orders", picture=picture, more="", words="")


def no_orders(snippet: Snippet) -> str:
    """Return what stands where this machine has no Python that could try the orders."""
    requires = html.escape(snippet.program.requires_python)
    return (
        f'<p class="snippet-missing">Its orders were not tried: that needs Python {requires}.</p>'
    )


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
