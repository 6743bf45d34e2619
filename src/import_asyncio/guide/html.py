"""The HTML of a snippet: output, pictures, and the links under it. Whole without scripts."""

from __future__ import annotations

import base64
import html
from collections.abc import Mapping, Sequence

from import_asyncio.draw.legend import Picture, in_order
from import_asyncio.draw.orders_html import draw_order, draw_orders, draw_verdicts
from import_asyncio.draw.orders_words import describe_orders
from import_asyncio.draw.progress_svg import draw_progress, explain_progress
from import_asyncio.draw.prose import describe_recording
from import_asyncio.draw.svg import sheet
from import_asyncio.draw.timeline_svg import draw_timeline
from import_asyncio.guide import listing, parts
from import_asyncio.guide.pythons import SERIES, label, listed
from import_asyncio.guide.quiet import quiet_lines
from import_asyncio.guide.snippet import Snippet
from import_asyncio.guide.transcripts import runs_on_series
from import_asyncio.orders import Orders
from import_asyncio.program import NEEDS, Program
from import_asyncio.recording import Recording
from import_asyncio.verdicts import Judged, judge

NEED_WORDS = {
    "threads": "Starts threads",
    "sockets": "Uses the network",
    "pytest": "Run it with pytest",
}
LICENCE = "0BSD, no attribution"
# Pixels, as `guide.css` has them: how wide a block is at least in each layout, and what is in it.
LAYOUTS = {"small": 960, "medium": 1120}
MOST_FOR_CODE = 0.54
LETTER, GUTTERS, MARGIN = 8.2, 60, 20


def head(name: str, program: Program | None = None) -> str:
    """Return the row above some code: the name of its file, and what to know before running it."""
    words = badges(program) if program else []
    return parts.part("head", file=name, badges=[parts.part("badge", words=one) for one in words])


def output(snippet: Snippet, last_words: str) -> str:
    """Return the transcript; the last words of a program that ends badly are set apart."""
    printed = (
        snippet.transcript.removesuffix(f"{last_words}\n") if last_words else snippet.transcript
    )
    since = snippet.since
    title = f"Output, since Python {since}" if since else "Output"
    return parts.part("side", output=parts.output(title, printed, last_words))


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


def timeline(snippet: Snippet, recording: Recording) -> Picture:
    """Return the picture of the snippet's run, and under it the same in words, folded."""
    drawn = draw_timeline(recording, prefix=snippet.name.replace("/", "-"))
    return drawn._replace(markup=parts.timeline(drawn.markup, describe_recording(recording)))


def size_of_picture(width: float, shown: str) -> str:
    """Say in how wide a block a timeline has its place beside its program: the name of a layout."""
    code = GUTTERS + LETTER * max(map(len, shown.splitlines()), default=0)
    picture = MARGIN + width
    for layout, block in LAYOUTS.items():
        if picture <= block - min(code, MOST_FOR_CODE * block):
            return layout
    return "large"


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
    snippet: Snippet,
    judged: Judged,
    recordings: dict[str, Recording],
    calm: Recording | None,
    *,
    fold: bool,
) -> Picture:
    """Return every order of a snippet as a picture, and one timeline of each outcome, folded.

    ``recordings`` has one order for each outcome; ``calm``, that of the calmest order, adds the
    graph of two tasks. With ``fold`` only the verdicts stay in view.
    """
    prefix = snippet.name.replace("/", "-")
    remarks = [parts.part("remark", words=remark) for remark in judged.orders.remarks]
    graph = [_graph(judged, calm, prefix)] if calm is not None else []
    timelines = []
    drawn = draw_orders(judged, prefix=f"{prefix}-orders")
    signs = list(drawn.signs)
    for number, verdict in enumerate(judged.verdicts, start=1):
        one = draw_timeline(recordings[verdict.outcome], prefix=f"{prefix}-order-{number}")
        title = f"{verdict.sign} One order that ends in “{verdict.outcome}”, as a timeline"
        timelines.append(parts.folded(title, parts.picture(one.markup)))
        signs += one.signs
    words = describe_orders(judged)
    if fold:
        content = [parts.Markup(drawn.markup), *timelines, parts.in_words(words)]
        folds = [*remarks, parts.fold("The orders as a picture", content), *graph]
        said = parts.Markup(draw_verdicts(judged))
        markup = parts.part("orders", picture=said, more=folds, words="")
    else:
        markup = parts.orders(drawn.markup, [*graph, *remarks, *timelines], words)
    return Picture(markup, in_order(signs), drawn.width)


def _graph(judged: Judged, calm: Recording, prefix: str) -> parts.Markup:
    """Return the graph of two tasks, folded, below what says how to read it."""
    svg = draw_progress(judged, calm, prefix=f"{prefix}-progress")
    how = parts.part("sentence", words=explain_progress(judged, calm))
    return parts.fold("Every order as a path in a graph", [how, parts.picture(sheet(svg))])


def order(snippet: Snippet, judged: Judged) -> Picture:
    """Return the only order of ``judged`` as a picture."""
    drawn = draw_order(judged, prefix=f"{snippet.name.replace('/', '-')}-on-the-clock")
    figure = parts.part("orders", picture=parts.Markup(drawn.markup), more="", words="")
    return drawn._replace(markup=figure)


def still(snippet: Snippet, one: Orders | None, named: Mapping[str, str]) -> Picture:
    """Return the order of a snippet on the clock, judged by those of the outcomes it has."""
    if one is None:
        return Picture(no_orders(snippet), (), 0)
    verdicts = {outcome: words for outcome, words in named.items() if outcome in one.outcomes}
    return order(snippet, judge(one, verdicts))


def game(snippet: Snippet, pictures: Sequence[Picture], data: str) -> str:
    """Return a program, its output, and a place for a game that has pictures in it at first."""
    return parts.part(
        "game",
        pictures=[parts.Markup(picture.markup) for picture in pictures],
        code=parts.Markup(listing.code(snippet, [], quiet_lines(snippet.program.shown, []))),
        output=parts.Markup(output(snippet, "")),
        data=parts.Markup(data),
    )


def no_orders(snippet: Snippet) -> str:
    """Return what stands where this machine has no Python that could try the orders."""
    requires = html.escape(snippet.program.requires_python)
    return (
        f'<p class="snippet-missing">Its orders were not tried: that needs Python {requires}.</p>'
    )


def bar(snippet: Snippet, repo_url: str) -> str:
    """Return what a reader can do with the file; where it is narrow, behind a button."""
    name = snippet.path.name
    data = base64.b64encode(snippet.program.source.encode()).decode()
    links = [
        f'<a class="snippet-download" download="{name}" title="Download {name}" '
        f'href="data:text/x-python;charset=utf-8;base64,{data}">Download</a>'
    ]
    if repo_url:
        repository = html.escape(repo_url.rstrip("/"))
        links += [
            f'<a class="snippet-source" title="Open in the repository" '
            f'href="{repository}/blob/HEAD/{snippet.path.as_posix()}">'
            "Source</a>",
            f'<a class="snippet-licence" href="{repository}/blob/HEAD/LICENSE">{LICENCE}</a>',
        ]
    else:
        links.append(f'<span class="snippet-licence">{LICENCE}</span>')
    return parts.part("bar", links=parts.Markup(" ".join(links)))


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
