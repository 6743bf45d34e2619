"""The timeline of a recording for a terminal."""

from __future__ import annotations

from dataclasses import dataclass

from import_asyncio.draw.text import cells, printable, short
from import_asyncio.draw.timeline_layout import lay_out
from import_asyncio.draw.timeline_parts import Arrow, Bar, Layout
from import_asyncio.recording import Recording

TERMINAL = 80
PAGES = (87,)
COLOURS = {"step": "34", "bad": "31", "primitive": "33", "held": "33", "quiet": "2", "task": "1"}


@dataclass(frozen=True)
class Signs:
    """One character for each sign of the picture."""

    step: str
    struck: str
    bad: str
    primitive: str
    answer: str
    others: str
    ready: str
    held: str
    line: str
    up: str
    down: str


DRAWN = Signs("█", "▞", "▓", "▒", "─", "╌", "·", "▂", "│", "▲", "▼")
ASCII = str.maketrans("…·", ".-")
TYPED = Signs("#", "/", "X", "%", "-", "~", ".", "_", "|", "^", "v")


def draw_text(recording: Recording, *, colour: bool = False, drawn: bool = True) -> str:
    """Draw a recording in lines of text.

    ``colour`` adds the escape sequences of a terminal; with ``drawn`` off, all signs are ASCII.
    """
    layout = lay_out(recording, PAGES)
    return _Sheet(layout, DRAWN if drawn else TYPED).drawing(colour)


class _Sheet:
    def __init__(self, layout: Layout, signs: Signs) -> None:
        self.layout = layout
        self.signs = signs
        self.bars: list[int] = []
        height = 1
        for at, lane in enumerate(layout.lanes):
            self.bars.append(height + layout.rows_above(at))
            height += layout.rows_above(at) + 1
            height += max(layout.rows_below(at), 1 if lane.call else 0)
        self.tracks = range(height, height + len(layout.tracks))
        height += len(layout.tracks)
        self.grid = [[(" ", "")] * (layout.width + 1) for _ in range(height)]
        self._draw()

    def drawing(self, colour: bool) -> str:
        """Return all lines."""
        lines = []
        for row in self.grid:
            while row and row[-1] == (" ", ""):
                row.pop()
            lines.append("".join(_painted(char, style, colour) for char, style in row))
        return "\n".join(lines) + "\n" + self._legend()

    def _draw(self) -> None:
        layout, signs = self.layout, self.signs
        for tick in layout.ticks:
            self._write(0, tick.x, tick.text, "quiet")
        for at, lane in zip(self.bars, layout.lanes, strict=True):
            self._write(at, 0, lane.label, "quiet" if lane.fold else "task")
            self._write(at + 1, 0, lane.call, "quiet")
        for bar in layout.bars:
            self._bar(bar)
        for held in layout.held:
            row = self.bars[held.lane] - 1 - held.row
            self._write(row, held.x, signs.held * held.width, "held")
            self._write(row, held.word_x, held.word, "held")
        for box in layout.boxes:
            sign, style = {
                "": (signs.step, "step"),
                "struck": (signs.struck, "task"),
                "bad": (signs.bad, "bad"),
            }[box.fate]
            self._write(self.bars[box.lane], box.x, sign * box.width, style)
        for fold in layout.folds:
            for row in range(1, len(self.grid)):
                self._write(row, fold.x, " " * fold.width, "")
            self._write(0, fold.x, fold.text, "quiet")
        for note in layout.notes:
            row = self.bars[note.lane] + 1 + note.row
            self._write(row, note.x, note.text, {"": "", "struck": "task"}.get(note.fate, "bad"))
        for arrow in layout.arrows:
            self._arrow(arrow)
        for name, at in zip(layout.tracks, self.tracks, strict=True):
            self._write(at, 0, name, "quiet")
        for value in layout.values:
            words = short(f"{signs.line}{value.text}", value.width)
            self._write(self.tracks[value.row], value.x, words, "")

    def _bar(self, bar: Bar) -> None:
        signs = {
            "primitive": self.signs.primitive,
            "answer": self.signs.answer,
            "task": self.signs.others,
            "ready": self.signs.ready,
        }
        name = _style(bar)
        style = "bad" if bar.for_ever else "primitive" if name == "primitive" else "quiet"
        row = self.bars[bar.lane]
        self._write(row, bar.x, signs[name] * bar.width, style)
        if bar.word:
            self._write(row, bar.word_x - 1, f" {bar.word} ", style)

    def _arrow(self, arrow: Arrow) -> None:
        """Draw the line of an arrow between two bars, behind all words."""
        style = "task" if arrow.cancels else ""
        down = arrow.end > arrow.start
        first, last = self.bars[arrow.start], self.bars[arrow.end]
        rows = range(first + 1, last) if down else range(first - 1, last, -1)
        blank = {" ", self.signs.line, self.signs.held, self.signs.answer, self.signs.others}
        blank |= {self.signs.primitive, self.signs.ready}
        for row in rows:
            if self.grid[row][arrow.x][0] in blank:
                self.grid[row][arrow.x] = (self.signs.line, style)
        self.grid[last][arrow.x] = (self.signs.down if down else self.signs.up, style)

    def _write(self, row: int, x: int, text: str, style: str) -> None:
        text = printable(text)
        for char in text if self.signs is DRAWN else text.translate(ASCII):
            width = cells(char)
            if width == 0:
                before, old = self.grid[row][x - 1]
                self.grid[row][x - 1] = (before + char, old)
                continue
            self.grid[row][x] = (char, style)
            if width == 2:
                self.grid[row][x + 1] = ("", style)
            x += width

    def _legend(self) -> str:
        signs, styles = self.signs, {_style(bar) for bar in self.layout.bars}
        fates = {box.fate for box in self.layout.boxes}
        used = [
            (signs.step, "runs", True),
            (signs.struck, "is cancelled", "struck" in fates),
            (signs.bad, "ends in an exception", "bad" in fates),
            (signs.primitive, "is blocked", "primitive" in styles),
            (signs.answer, "waits for an answer", "answer" in styles),
            (signs.others, "waits for tasks", "task" in styles),
            (signs.ready, "ready, not yet run", "ready" in styles),
            (signs.held, "holds it", bool(self.layout.held)),
        ]
        words = [f"{sign * 2} {meaning}" for sign, meaning, is_used in used if is_used]
        if self.layout.arrows:
            words.append(f"{signs.up}{signs.down} wakes or cancels")
        lines = [words[0]]
        for word in words[1:]:
            longer = f"{lines[-1]}   {word}"
            if cells(longer) <= TERMINAL:
                lines[-1] = longer
            else:
                lines.append(word)
        return "\n" + "\n".join(lines) + "\n"


def _style(bar: Bar) -> str:
    """Return by which sign a bar is drawn: what waits for ever is blocked, by whatever it is."""
    return "primitive" if bar.for_ever else bar.style


def _painted(char: str, style: str, colour: bool) -> str:
    if not colour or not style:
        return char
    return f"\x1b[{COLOURS[style]}m{char}\x1b[0m"
