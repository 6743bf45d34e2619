"""The timeline of a recording as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from import_asyncio.draw.lanes import Lane
from import_asyncio.draw.layout import Arrow, Bar, Box, Fold, Held, Layout, Note, lay_out
from import_asyncio.draw.prose import describe_recording, title
from import_asyncio.draw.text import cells, escape
from import_asyncio.recording import Recording

CELL = 7.25
SIDE = 14
TOP = 34
STEP = 22
BAR = 18
HOLD_ROW = 19
NOTE_ROW = 17
NOTE_SIDE = 3
CALL_ROW = 16
LANE_GAP = 20
KEY_ROW = 22
KEY_GAP = 22
KEY_SIGN = 30
KEY_CELL = CELL * 11 / 12
NARROWEST = 330
WIDEST_KEYS = 660
STANDALONE = """
.stage-timeline {
  --stage-ink: #1f2328; --stage-quiet: #5b636d; --stage-faint: #d4d8dd; --stage-paper: #ffffff;
  --stage-step: #1c6076; --stage-wait: #9a6200; --stage-error: #b3261e;
}
@media (prefers-color-scheme: dark) {
  .stage-timeline {
    --stage-ink: #e2e4e9; --stage-quiet: #a3a9b4; --stage-faint: #454a56; --stage-paper: #1e2129;
    --stage-step: #7cc4da; --stage-wait: #f0b257; --stage-error: #ff8a80;
  }
}
"""


def rules() -> str:
    """Return the CSS rules of a timeline; the colours are the custom properties ``--stage-…``."""
    return Path(__file__).with_name("timeline.css").read_text("utf-8")


def draw_timeline(recording: Recording, *, prefix: str, embedded: bool) -> str:
    """Draw a recording as an SVG element, its size fixed in pixels.

    ``prefix`` begins every id in it and must be the picture's own on its page. An ``embedded``
    picture is styled by its page (``rules`` and the colours); any other carries its styles.
    """
    return "\n".join(_Picture(recording, lay_out(recording), prefix).svg(embedded=embedded))


@dataclass
class _Rows:
    """The vertical places of one lane: its top, the middle of its bar, and its end."""

    top: float
    bar: float
    bottom: float


class _Picture:
    def __init__(self, recording: Recording, layout: Layout, prefix: str) -> None:
        self.recording = recording
        self.layout = layout
        self.prefix = escape(prefix)
        self.rows: list[_Rows] = []
        y = float(TOP)
        for lane in layout.lanes:
            bar = y + lane.holds * HOLD_ROW + STEP / 2
            below = max(lane.notes * NOTE_ROW, CALL_ROW if lane.call else 0)
            self.rows.append(_Rows(y, bar, bar + STEP / 2 + below))
            y = self.rows[-1].bottom + LANE_GAP
        self.bottom = y - LANE_GAP + 8
        self.width = max(NARROWEST, _px(layout.width) + SIDE)
        self.keys = list(self._keys())
        self.height = self.bottom + KEY_ROW + max((y for _, y, *_ in self.keys), default=0) + 10

    def svg(self, *, embedded: bool) -> Iterator[str]:
        name, words = f"{self.prefix}-title", f"{self.prefix}-desc"
        size = f'width="{self.width:g}" height="{self.height:g}"'
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="stage-timeline" {size} '
            f'viewBox="0 0 {self.width:g} {self.height:g}" role="img" '
            f'aria-labelledby="{name} {words}">'
        )
        yield f'<title id="{name}">{escape(title(self.recording))}</title>'
        yield f'<desc id="{words}">{escape(describe_recording(self.recording))}</desc>'
        if not embedded:
            yield f"<style>{STANDALONE}{rules()}</style>"
            yield '<rect class="stage-paper" width="100%" height="100%"/>'
        yield self._patterns()
        yield from self._clock()
        for at, lane in enumerate(self.layout.lanes):
            yield from self._lane(lane, self.rows[at])
        for held in self.layout.held:
            yield from self._held(held)
        for bar in self.layout.bars:
            yield from self._bar(bar)
        worded = [bar for bar in self.layout.bars if bar.word]
        yield from (self._word_plate(bar) for bar in worded)
        yield from (self._note_plate(note) for note in self.layout.notes)
        for arrow in self.layout.arrows:
            yield from self._arrow(arrow)
        yield from (self._box(box) for box in self.layout.boxes)
        yield from (self._word(bar) for bar in worded)
        yield from (self._note(note) for note in self.layout.notes)
        for fold in self.layout.folds:
            yield from self._fold(fold)
        yield from self._legend()
        yield "</svg>"

    def _patterns(self) -> str:
        return (
            "<defs>"
            + "".join(
                f'<pattern id="{self.prefix}-{name}" width="7" height="7" '
                'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
                f'<path class="stage-{stripe}" d="M1 0V7"/></pattern>'
                for name, stripe in (("hatch", "stripe"), ("ever", "error-stripe"))
            )
            + "</defs>"
        )

    def _clock(self) -> Iterator[str]:
        for tick in self.layout.ticks:
            x = _px(tick.x)
            yield _text("stage-clock", x, 18, tick.text)
            yield _line("stage-tick", x - 4.5, 24, x - 4.5, self.bottom - 4)

    def _lane(self, lane: Lane, rows: _Rows) -> Iterator[str]:
        if lane.fold:
            yield _text("stage-call", SIDE, rows.bar + 4, lane.label)
            start, end = _px(self.layout.left), _px(self.layout.width)
            yield _line("stage-others", start, rows.bar, end, rows.bar)
            yield _text("stage-call", SIDE, rows.bar + STEP / 2 + 12, lane.call)
            return
        task = "" if lane.task is None else f' data-task="{lane.task}"'
        weight = "stage-task" if lane.task is not None else "stage-call"
        yield f"<g{task}>" + _text(weight, SIDE, rows.bar + 4, lane.label)
        if lane.call:
            yield _text("stage-call", SIDE, rows.bar + STEP / 2 + 12, lane.call)
        yield "</g>"

    def _held(self, held: Held) -> Iterator[str]:
        rows = self.rows[held.lane]
        x, width = _px(held.x), held.width * CELL
        y = rows.bar - STEP / 2 - (held.row + 1) * HOLD_ROW + 1
        yield f'<rect class="stage-held" x="{x:g}" y="{y:g}" width="{width:g}" height="15" rx="3"/>'
        yield _line("stage-hold", x, y + 15.5, x + width, y + 15.5)
        if held.word:
            yield _text("stage-hold-word", _px(held.word_x) + 4, y + 11.5, held.word)

    def _bar(self, bar: Bar) -> Iterator[str]:
        y = self.rows[bar.lane].bar
        start, end = _px(bar.x) + 2, _px(bar.x + bar.width) - 2
        woken = None if bar.wait is None else self.recording.waits[bar.wait].woken_by
        if woken is not None:
            end += 4
        if bar.style == "ready":
            yield _line("stage-ready", start + 4, y, end - 1, y, wait=bar.wait)
            return
        if bar.style == "primitive" or bar.for_ever:
            yield self._hatched(bar, start, end, y)
        else:
            name = "answer" if bar.style == "answer" else "others"
            yield _line(f"stage-{name}", start, y, end, y, wait=bar.wait)

    def _hatched(self, bar: Bar, start: float, end: float, y: float) -> str:
        top, bottom, width = y - BAR / 2, y + BAR / 2, end - start
        fill = f'fill="url(#{self.prefix}-{"ever" if bar.for_ever else "hatch"})"'
        data = f'data-wait="{bar.wait}"'
        if not bar.for_ever:
            return (
                f'<rect class="stage-edge" {fill} {data} '
                f'x="{start:g}" y="{top:g}" width="{width:g}" height="{BAR}" rx="4"/>'
            )
        shape = f"M{end:g} {top:g}H{start + 4:g}q-4 0-4 4V{bottom - 4:g}q0 4 4 4H{end:g}"
        return f'<path class="stage-error-edge" {fill} {data} d="{shape}"/>'

    def _word_plate(self, bar: Bar) -> str:
        x, y = _px(bar.word_x) - 4, self.rows[bar.lane].bar - 7.5
        width = cells(bar.word) * CELL + 8
        return _plate(x, y, width, 15)

    def _word(self, bar: Bar) -> str:
        name = "stage-news" if bar.for_ever else "stage-word"
        return _text(name, _px(bar.word_x), self.rows[bar.lane].bar + 4, bar.word)

    def _arrow(self, arrow: Arrow) -> Iterator[str]:
        x, down = _px(arrow.x) + CELL / 2, arrow.end > arrow.start
        sign = 1 if down else -1
        start = self.rows[arrow.start].bar + sign * STEP / 2
        tip = self.rows[arrow.end].bar - sign * (BAR / 2 + 1)
        name, head = ("cancel", "cancel-head") if arrow.bad else ("wake", "head")
        end = tip - sign * 5
        yield (
            f'<line class="stage-{name}" data-step="{arrow.step}" '
            f'x1="{x:g}" y1="{start:g}" x2="{x:g}" y2="{end:g}"/>'
        )
        yield f'<path class="stage-{head}" d="M{x:g} {tip:g}l-4 {-7 * sign}h8z"/>'

    def _box(self, box: Box) -> str:
        step = self.recording.steps[box.step]
        y = self.rows[box.lane].bar - STEP / 2
        name = "stage-step stage-bad" if box.bad else "stage-step"
        x = _px(box.x)
        cross = ""
        if box.bad:
            cross = f'<path class="stage-cross" d="M{x + 3.25:g} {y + 7:g}l8 8m0-8l-8 8"/>'
        return (
            f'<rect class="{name}" data-step="{box.step}" data-line="{step.resumes}" '
            f'x="{x:g}" y="{y:g}" width="{box.width * CELL:g}" height="{STEP}" rx="5"/>{cross}'
        )

    def _fold(self, fold: Fold) -> Iterator[str]:
        x, width = _px(fold.x), fold.width * CELL
        yield _plate(x, 28, width, self.bottom - 30)
        for edge in (x, x + width):
            yield _line("stage-rule", edge, 28, edge, self.bottom - 2)
        yield _text("stage-call", x + CELL, 18, fold.text)

    def _note_plate(self, note: Note) -> str:
        return _plate(_px(note.x), self._line_of(note) - 11, cells(note.text) * CELL + 6, 15)

    def _note(self, note: Note) -> str:
        name = "stage-news" if note.bad else "stage-print"
        return _text(name, _px(note.x) + NOTE_SIDE, self._line_of(note), note.text)

    def _line_of(self, note: Note) -> float:
        return self.rows[note.lane].bar + STEP / 2 + note.row * NOTE_ROW + 13

    def _keys(self) -> Iterator[tuple[float, float, str, str]]:
        """Yield the legend: for each sign that the picture uses, its place, name and words."""
        bars, arrows = self.layout.bars, self.layout.arrows
        styles = {bar.style for bar in bars if not bar.for_ever}
        used = [
            ("step", "runs", bool(self.layout.boxes)),
            ("primitive", "is blocked", "primitive" in styles),
            ("answer", "waits for an answer", "answer" in styles),
            ("task", "waits for tasks", "task" in styles),
            ("ready", "ready, not yet run", "ready" in styles),
            ("hold", "holds it", bool(self.layout.held)),
            ("wake", "wakes", any(not arrow.bad for arrow in arrows)),
            ("cancel", "cancels", any(arrow.bad for arrow in arrows)),
        ]
        edge = min(self.width - SIDE, WIDEST_KEYS)
        x, y = float(SIDE), 0.0
        for name, words, is_used in used:
            width = KEY_SIGN + cells(words) * KEY_CELL
            if is_used:
                if x > SIDE and x + width > edge:
                    x, y = float(SIDE), y + KEY_ROW
                yield x, y, name, words
                x += width + KEY_GAP

    def _legend(self) -> Iterator[str]:
        yield _line("stage-rule", SIDE, self.bottom + 4, self.width - SIDE, self.bottom + 4)
        for x, down, name, words in self.keys:
            y = self.bottom + KEY_ROW + down
            yield self._sign(name, x, y)
            yield _text("stage-key", x + KEY_SIGN, y + 4, words)

    def _sign(self, name: str, x: float, y: float) -> str:
        match name:
            case "step":
                return (
                    f'<rect class="stage-step" x="{x + 4:g}" y="{y - 7:g}" width="14" height="14" '
                    'rx="3"/>'
                )
            case "primitive":
                return (
                    f'<rect class="stage-edge" fill="url(#{self.prefix}-hatch)" '
                    f'x="{x:g}" y="{y - 6:g}" width="22" height="12" rx="3"/>'
                )
            case "answer" | "ready":
                return _line(f"stage-{name}", x, y, x + 22, y)
            case "task":
                return _line("stage-others", x, y, x + 22, y)
            case "hold":
                return (
                    f'<rect class="stage-held" x="{x:g}" y="{y - 6:g}" width="22" height="12" '
                    'rx="3"/>' + _line("stage-hold", x, y + 6, x + 22, y + 6)
                )
        head = "head" if name == "wake" else "cancel-head"
        return (
            _line(f"stage-{name}", x + 11, y - 8, x + 11, y)
            + f'<path class="stage-{head}" d="M{x + 11:g} {y + 7:g}l-4 -7h8z"/>'
        )


def _px(x: float) -> float:
    return SIDE + x * CELL


def _plate(x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect class="stage-plate" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" '
        'rx="3"/>'
    )


def _text(name: str, x: float, y: float, words: str) -> str:
    return f'<text class="{name}" x="{x:g}" y="{y:g}" xml:space="preserve">{escape(words)}</text>'


def _line(name: str, x1: float, y1: float, x2: float, y2: float, *, wait: int | None = None) -> str:
    data = "" if wait is None else f' data-wait="{wait}"'
    return f'<line class="{name}"{data} x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"/>'
