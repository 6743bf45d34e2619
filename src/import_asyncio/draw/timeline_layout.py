"""Where everything of a timeline goes, in cells of a fixed-width font.

No word ever lies on a box or on another word, and what a step prints is broken into lines where
it would lie on an arrow. What is wider than the place beside a program is laid out once more with
fewer words, and with fewer still; where it never fits, it has as many as fit a page, or else a wide
one, or is as narrow as it can be. Pictures and terminals are drawn from such a layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from import_asyncio.draw.text import LONGEST_NOTE, cells, evenly
from import_asyncio.draw.timeline_bars import bars
from import_asyncio.draw.timeline_columns import INDENT, Columns, Wording, columns, narrowest_below
from import_asyncio.draw.timeline_holds import held
from import_asyncio.draw.timeline_parts import Arrow, Box, Layout, Note, Value
from import_asyncio.draw.timeline_scene import Scene, scene
from import_asyncio.recording import Recording

PAGES = 63, 87, 125
WORDINGS = (
    Wording(),
    Wording(brief=True),
    Wording(on_bars=False),
    Wording(brief=True, on_bars=False),
    Wording(brief=True, briefest=True),
    Wording(calls=False, on_bars=False),
    Wording(calls=False, brief=True, on_bars=False),
    Wording(calls=False, brief=True, briefest=True, on_bars=False),
)


def lay_out(recording: Recording, pages: Sequence[int] = PAGES) -> Layout:
    """Place everything of a recording, with as many words as fit the first page that it fits."""
    whole = scene(recording)
    tried: list[Layout] = []
    for page in pages:
        for wording in WORDINGS:
            drawn = whole if wording.calls else whole.without_calls()
            tried.append(_lay_out(drawn, columns(drawn, wording), page))
            if tried[-1].width <= page:
                return tried[-1]
    return min(tried, key=lambda layout: layout.width)


def _lay_out(drawn: Scene, placed: Columns, page: int) -> Layout:
    arrows = [
        Arrow(link.step, link.start, link.end, link.cancels, placed.x(link))
        for step in sorted(drawn.links)
        for link in drawn.links[step]
    ]
    notes = list(_notes(placed, arrows, page))
    ends = [placed.end()]
    ends += [note.x + cells(note.text) for note in notes]
    holds = list(held(placed, arrows))
    ends += [hold.word_x + cells(hold.word) + 1 for hold in holds if hold.word]
    ends += [tick.x + cells(tick.text) for tick in placed.ticks]
    return Layout(
        drawn.left,
        max(ends),
        drawn.lanes,
        list(_boxes(placed)),
        list(bars(placed, arrows)),
        holds,
        notes,
        arrows,
        placed.ticks,
        placed.folds,
        [name for name, _ in drawn.tracks],
        list(_values(placed, max(ends))),
    )


def _boxes(placed: Columns) -> Iterator[Box]:
    drawn, recording = placed.scene, placed.scene.recording
    for index in drawn.shown:
        step = recording.steps[index]
        end = "" if step.task is None else recording.tasks[step.task].end
        ended = drawn.last_steps[step.task] == index and step.suspends is None
        fate = ""
        if ended and end not in ("done", "cancelled", ""):
            fate = "bad"
        elif step.struck is not None or (ended and end == "cancelled"):
            fate = "struck"
        left, right = placed.left[index], placed.right[index]
        yield Box(index, drawn.lane(index), left, right - left, fate)


def _values(placed: Columns, end: int) -> Iterator[Value]:
    """Yield each value, from the step that makes it to the next one that changes it."""
    for row, (_, track) in enumerate(placed.scene.tracks):
        begins = [(placed.value_begins(step), step) for step in track]
        stops = [x for x, _ in begins[1:]] + [end]
        for (x, step), stop in zip(begins, stops, strict=True):
            if track[step] and stop > x:
                yield Value(row, step, x, stop - x, track[step])


def _notes(placed: Columns, arrows: Sequence[Arrow], page: int) -> Iterator[Note]:
    """Yield what stands below each step, as wide as there is room up to what is right of it."""
    end = placed.end()
    limits: dict[int, int] = {}
    for step in sorted(placed.words, reverse=True):
        lane, x = placed.scene.lane(step), placed.left[step] + INDENT
        ends = [arrow.x - 1 for arrow in arrows if lane in arrow.passed and arrow.x > x]
        ends += [fold.x - 1 for fold in placed.folds if fold.x > x]
        ends.append(limits.get(lane, max(end, min(x + LONGEST_NOTE, page))))
        width = max(min(ends) - x, narrowest_below(placed, step))
        lines = [(line, fate) for text, fate in placed.words[step] for line in evenly(text, width)]
        for row, (line, fate) in enumerate(lines):
            yield Note(lane, row, x, line, fate)
        limits[lane] = x - 1
