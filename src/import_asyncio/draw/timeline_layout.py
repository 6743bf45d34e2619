"""Where everything of a timeline goes, in cells of a fixed-width font.

No word ever lies on a box or on another word, and what a step prints is broken into lines where
it would lie on an arrow. What is wider than a page is laid out once more with fewer words, and
with fewer still; where it never fits, it is as narrow as it can be. Pictures and terminals draw
the same layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from import_asyncio.draw.text import LONGEST_NOTE, cells, evenly
from import_asyncio.draw.timeline_bars import bars
from import_asyncio.draw.timeline_columns import INDENT, Columns, Wording, columns, narrowest_below
from import_asyncio.draw.timeline_holds import held
from import_asyncio.draw.timeline_parts import Arrow, Box, Layout, Note
from import_asyncio.draw.timeline_scene import Scene, scene
from import_asyncio.recording import Recording

PAGE = 87
WORDINGS = (
    Wording(),
    Wording(brief=True),
    Wording(on_bars=False),
    Wording(brief=True, on_bars=False),
    Wording(brief=True, briefest=True),
)


def lay_out(recording: Recording) -> Layout:
    """Place everything of a recording, with as many words as fit a page."""
    drawn = scene(recording)
    tried: list[Layout] = []
    for wording in WORDINGS:
        tried.append(_lay_out(drawn, columns(drawn, wording)))
        if tried[-1].width <= PAGE:
            return tried[-1]
    return min(tried, key=lambda layout: layout.width)


def _lay_out(drawn: Scene, placed: Columns) -> Layout:
    arrows = [
        Arrow(link.step, link.start, link.end, link.bad, placed.x(link))
        for step in sorted(drawn.links)
        for link in drawn.links[step]
    ]
    notes = list(_notes(placed, arrows))
    ends = [placed.end()]
    ends += [note.x + cells(note.text) for note in notes]
    ends += [tick.x + cells(tick.text) for tick in placed.ticks]
    return Layout(
        drawn.left,
        max(ends),
        drawn.lanes,
        list(_boxes(placed)),
        list(bars(placed, arrows)),
        list(held(placed, arrows)),
        notes,
        arrows,
        placed.ticks,
        placed.folds,
    )


def _boxes(placed: Columns) -> Iterator[Box]:
    drawn, recording = placed.scene, placed.scene.recording
    for index in drawn.shown:
        step = recording.steps[index]
        end = "" if step.task is None else recording.tasks[step.task].end
        ended = drawn.last_steps[step.task] == index and step.suspends is None
        bad = step.struck is not None or (ended and end not in ("done", ""))
        left, right = placed.left[index], placed.right[index]
        yield Box(index, drawn.lane(index), left, right - left, bad)


def _notes(placed: Columns, arrows: Sequence[Arrow]) -> Iterator[Note]:
    """Yield what stands below each step, as wide as there is room up to what is right of it."""
    end = placed.end()
    limits: dict[int, int] = {}
    for step in sorted(placed.words, reverse=True):
        lane, x = placed.scene.lane(step), placed.left[step] + INDENT
        ends = [arrow.x - 1 for arrow in arrows if lane in arrow.passed and arrow.x > x]
        ends += [fold.x - 1 for fold in placed.folds if fold.x > x]
        ends.append(limits.get(lane, max(end, min(x + LONGEST_NOTE, PAGE))))
        width = max(min(ends) - x, narrowest_below(placed, step))
        lines = [(line, bad) for text, bad in placed.words[step] for line in evenly(text, width)]
        for row, (line, bad) in enumerate(lines):
            yield Note(lane, row, x, line, bad)
        limits[lane] = x - 1
