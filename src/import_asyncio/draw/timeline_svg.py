"""The timeline of a recording as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from import_asyncio.draw import svg
from import_asyncio.draw.legend import ROW, Entry, Picture, draw_legend, in_order, legend, step_box
from import_asyncio.draw.prose import describe_recording, title
from import_asyncio.draw.styles import style_sheet
from import_asyncio.draw.svg import CELL
from import_asyncio.draw.text import cells, short
from import_asyncio.draw.timeline_lanes import Lane
from import_asyncio.draw.timeline_layout import lay_out
from import_asyncio.draw.timeline_parts import Arrow, Bar, Box, Fold, Held, Layout, Note, Value
from import_asyncio.recording import Recording

SIDE = 14
TOP = 34
STEP = 22
BAR = 18
HOLD_ROW = 19
NOTE_ROW = 17
NOTE_SIDE = 3
CALL_ROW = 16
LANE_GAP = 20
TRACK = 24
VALUE = 18
NARROWEST = 330
NAMES_GAP = 8
NAME = "stage-timeline"


def draw_timeline(recording: Recording, *, prefix: str) -> Picture:
    """Draw a recording for a page, as HTML that has the names of the lanes beside the rest.

    The page styles it, and explains its signs. ``prefix`` begins every id in it and must be the
    picture's own on its page.
    """
    drawn = _picture(recording, lay_out(recording), prefix)
    left = _px(drawn.layout.left) - NAMES_GAP
    names = svg.names([*_names(drawn)], left, drawn.bottom)
    figure = _figure(drawn, [*_content(drawn)], (left, drawn.width - left), drawn.bottom)
    return Picture(svg.sheet(names, figure), drawn.signs, drawn.width)


def draw_file(recording: Recording, *, prefix: str) -> str:
    """Draw a recording as an SVG element that carries its style sheet and its legend."""
    drawn = _picture(recording, lay_out(recording), prefix)
    top = drawn.bottom + 4
    content = [
        *_styles(),
        *_names(drawn),
        *_content(drawn),
        svg.line("stage-rule", SIDE, top, drawn.width - SIDE, top),
        *draw_legend(drawn.legend, drawn.bottom, prefix),
    ]
    return _figure(drawn, content, (0, drawn.width), drawn.height)


def _figure(
    drawn: _Picture, content: Iterable[str], across: tuple[float, float], height: float
) -> str:
    return "\n".join(
        svg.figure(
            content,
            (across[1], height),
            left=across[0],
            prefix=drawn.prefix,
            title=title(drawn.recording),
            words=describe_recording(drawn.recording),
            name=NAME,
        )
    )


@dataclass(frozen=True)
class _Picture:
    """A timeline and its measures in pixels.

    ``bars`` are the middles of the bars of its lanes, ``tracks`` those of the values below them.
    """

    recording: Recording
    layout: Layout
    prefix: str
    bars: Sequence[float]
    tracks: Sequence[float]
    bottom: float
    width: float
    signs: tuple[str, ...]

    @property
    def legend(self) -> Sequence[Entry]:
        """The signs of the picture, with their places."""
        return legend(self.signs, SIDE, self.width - SIDE)

    @property
    def height(self) -> float:
        """The height of all, with the legend."""
        return self.bottom + ROW + max((entry.y for entry in self.legend), default=0) + 10

    @property
    def hatch(self) -> str:
        """The pattern of what is blocked."""
        return f"{self.prefix}-hatch"

    @property
    def hatch_for_ever(self) -> str:
        """The pattern of what waits for ever."""
        return f"{self.prefix}-ever"


def _picture(recording: Recording, layout: Layout, prefix: str) -> _Picture:
    bars = []
    y = float(TOP)
    for at, lane in enumerate(layout.lanes):
        bars.append(y + layout.rows_above(at) * HOLD_ROW + STEP / 2)
        below = max(layout.rows_below(at) * NOTE_ROW, CALL_ROW if lane.call else 0)
        y = bars[-1] + STEP / 2 + below + LANE_GAP
    bottom = y - LANE_GAP + 8
    tracks = [bottom + TRACK * (row + 0.5) for row in range(len(layout.tracks))]
    bottom += TRACK * len(tracks) + (LANE_GAP / 2 if tracks else 0)
    width = max(NARROWEST, _px(layout.width) + SIDE)
    return _Picture(recording, layout, prefix, bars, tracks, bottom, width, _signs(layout))


def _signs(layout: Layout) -> tuple[str, ...]:
    """Return the names of the signs that a timeline has."""
    signs = {"ever" if bar.for_ever else bar.style for bar in layout.bars}
    signs |= {box.fate or "step" for box in layout.boxes}
    signs |= {"cancel" if arrow.cancels else "wake" for arrow in layout.arrows}
    signs |= {"hold"} if layout.held else set()
    signs |= {"clock"} if layout.ticks else set()
    signs |= {"value"} if layout.values else set()
    return in_order(signs)


def _px(x: float) -> float:
    return SIDE + x * CELL


def _styles() -> Iterator[str]:
    yield svg.element("style", style_sheet())
    yield svg.element("rect", class_="stage-paper", width="100%", height="100%")


def _content(drawn: _Picture) -> Iterator[str]:
    """Yield everything from back to front."""
    layout = drawn.layout
    worded = [bar for bar in layout.bars if bar.word]
    yield svg.patterns(
        svg.hatch(drawn.hatch, 7, svg.path("stage-stripe", "M1 0V7")),
        svg.hatch(drawn.hatch_for_ever, 7, svg.path("stage-error-stripe", "M1 0V7")),
    )
    for tick in layout.ticks:
        x = _px(tick.x)
        yield svg.text("stage-clock", x, 18, tick.text)
        yield svg.line("stage-tick", x - 4.5, 24, x - 4.5, drawn.bottom - 4)
    for lane, y in zip(layout.lanes, drawn.bars, strict=True):
        if lane.fold:
            start, end = _px(layout.left), _px(layout.width)
            yield svg.line("stage-others", start, y, end, y)
    for held in layout.held:
        yield from _held(drawn, held)
    for bar in layout.bars:
        yield _bar(drawn, bar)
    yield from (_plate_of_word(drawn, bar) for bar in worded)
    yield from (_plate_of_note(drawn, note) for note in layout.notes)
    for arrow in layout.arrows:
        yield from _arrow(drawn, arrow)
    yield from (_box(drawn, box) for box in layout.boxes)
    yield from (_word(drawn, bar) for bar in worded)
    yield from (_note(drawn, note) for note in layout.notes)
    for fold in layout.folds:
        yield from _fold(drawn, fold)
    for value in layout.values:
        yield from _value(drawn, value)


def _names(drawn: _Picture) -> Iterator[str]:
    """Yield what stands left of the columns."""
    for lane, y in zip(drawn.layout.lanes, drawn.bars, strict=True):
        yield from _lane(lane, y)
    for name, y in zip(drawn.layout.tracks, drawn.tracks, strict=True):
        yield svg.text("stage-call", SIDE, y + 4, name)


def _lane(lane: Lane, y: float) -> Iterator[str]:
    below = y + STEP / 2 + 12
    if lane.fold:
        yield svg.text("stage-call", SIDE, y + 4, lane.label)
        yield svg.text("stage-call", SIDE, below, lane.call)
        return
    name = "stage-call" if lane.task is None else "stage-task"
    words = [svg.text(name, SIDE, y + 4, lane.label)]
    if lane.call:
        words.append(svg.text("stage-call", SIDE, below, lane.call))
    yield svg.element("g", "".join(f"{line}\n" for line in words), data_task=lane.task)


def _held(drawn: _Picture, held: Held) -> Iterator[str]:
    x, width = _px(held.x), held.width * CELL
    y = drawn.bars[held.lane] - STEP / 2 - (held.row + 1) * HOLD_ROW + 1
    yield svg.rect("stage-held", x, y, width, 15, rx=3)
    yield svg.line("stage-hold", x, y + 15.5, x + width, y + 15.5)
    if held.word:
        yield svg.text("stage-hold-word", _px(held.word_x) + 4, y + 11.5, held.word)


def _bar(drawn: _Picture, bar: Bar) -> str:
    y = drawn.bars[bar.lane]
    start, end = _px(bar.x) + 2, _px(bar.x + bar.width) - 2
    if bar.wait is not None and drawn.recording.waits[bar.wait].woken_by is not None:
        end += 4
    if bar.style == "ready":
        first_dot, last_dot = min(start + 4, end - 1.1), end - 1
        return svg.line("stage-ready", first_dot, y, last_dot, y, data_wait=bar.wait)
    if bar.for_ever:
        return _open_bar(drawn, bar, start, end, y)
    if bar.style == "primitive":
        return svg.rect(
            "stage-edge",
            start,
            y - BAR / 2,
            end - start,
            BAR,
            rx=4,
            fill=svg.filled(drawn.hatch),
            data_wait=bar.wait,
        )
    name = "stage-answer" if bar.style == "answer" else "stage-others"
    return svg.line(name, start, y, end, y, data_wait=bar.wait)


def _open_bar(drawn: _Picture, bar: Bar, start: float, end: float, y: float) -> str:
    """Draw a bar that never closes."""
    top, bottom = y - BAR / 2, y + BAR / 2
    shape = f"M{end:g} {top:g}H{start + 4:g}q-4 0-4 4V{bottom - 4:g}q0 4 4 4H{end:g}"
    fill = svg.filled(drawn.hatch_for_ever)
    return svg.path("stage-error-edge", shape, fill=fill, data_wait=bar.wait)


def _plate_of_word(drawn: _Picture, bar: Bar) -> str:
    width = cells(bar.word) * CELL + 8
    return _plate(_px(bar.word_x) - 4, drawn.bars[bar.lane] - 7.5, width, 15)


def _word(drawn: _Picture, bar: Bar) -> str:
    name = "stage-news" if bar.for_ever else "stage-word"
    return svg.text(name, _px(bar.word_x), drawn.bars[bar.lane] + 4, bar.word)


def _arrow(drawn: _Picture, arrow: Arrow) -> Iterator[str]:
    x = _px(arrow.x) + CELL / 2
    sign = 1 if arrow.end > arrow.start else -1
    start = drawn.bars[arrow.start] + sign * STEP / 2
    tip = drawn.bars[arrow.end] - sign * (BAR / 2 + 1)
    name, head = ("cancel", "cancel-head") if arrow.cancels else ("wake", "head")
    yield svg.line(f"stage-{name}", x, start, x, tip - sign * 5, data_step=arrow.step)
    yield svg.path(f"stage-{head}", f"M{x:g} {tip:g}l-4 {-7 * sign}h8z")


def _box(drawn: _Picture, box: Box) -> str:
    x, y = _px(box.x), drawn.bars[box.lane] - STEP / 2
    line = drawn.recording.steps[box.step].resumes
    return step_box(x, y, box.width * CELL, STEP, box.fate, data_step=box.step, data_line=line)


def _fold(drawn: _Picture, fold: Fold) -> Iterator[str]:
    x, width = _px(fold.x), fold.width * CELL
    yield _plate(x, 28, width, drawn.bottom - 30)
    for edge in (x, x + width):
        yield svg.line("stage-rule", edge, 28, edge, drawn.bottom - 2)
    yield svg.text("stage-call", x + CELL, 18, fold.text)


def _value(drawn: _Picture, value: Value) -> Iterator[str]:
    """Draw a value from the left of a step, open to what follows."""
    y, start, end = drawn.tracks[value.row], _px(value.x), _px(value.x + value.width)
    top, bottom = y - VALUE / 2, y + VALUE / 2
    shape = f"M{end - 2:g} {top:g}H{start:g}V{bottom:g}H{end - 2:g}"
    yield svg.path("stage-value", shape, data_step=value.step)
    words = short(value.text, value.width - 1)
    if words != "…":
        yield svg.text("stage-value-word", start + 5, y + 4, words)


def _plate_of_note(drawn: _Picture, note: Note) -> str:
    width = cells(note.text) * CELL + 2 * NOTE_SIDE
    return _plate(_px(note.x), _line_of(drawn, note) - 11, width, 15)


def _note(drawn: _Picture, note: Note) -> str:
    name = {"": "stage-print", "struck": "stage-stop", "bad": "stage-news"}[note.fate]
    return svg.text(name, _px(note.x) + NOTE_SIDE, _line_of(drawn, note), note.text)


def _line_of(drawn: _Picture, note: Note) -> float:
    return drawn.bars[note.lane] + STEP / 2 + note.row * NOTE_ROW + 13


def _plate(x: float, y: float, width: float, height: float) -> str:
    return svg.rect("stage-plate", x, y, width, height, rx=3)
