"""Every order of a program as SVG: small multiples, and a strip where they are many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from import_asyncio.orders import Judged, Order, Step, Verdict

MOST_CELLS = 12
MOST_IN_STRIP = 600
CHARACTER = 6.65
TEXT = 17
LANE = 22
BOX = 17
SILENT = 8
GAP = 7
PADDING = 5
SIDE = 2
BETWEEN = 26
WIDEST = 700
LONGEST = 18
FOR_EVER = 30
TALL, SHORT, BAR = 24, 11, 7


def draw(judged: Judged, *, prefix: str, most_cells: int = MOST_CELLS) -> str:
    """Draw judged orders as an SVG element with a title and a description, in pixels.

    Up to ``most_cells`` orders have a cell each. More are a strip, wrong ones tall and right ones
    short, each with its steps as its title and its choices in ``data-choices``; one order of
    each outcome is drawn below. ``prefix`` begins every id and must be the picture's own on its
    page. The rules are in ``docs/assets/orders.css``.
    """
    picture = _Picture(judged, prefix, most_cells)
    return "\n".join(picture.svg())


def describe(judged: Judged) -> str:
    """Say in words what the picture says: the counts, and one order of each outcome."""
    sentences = [judged.sentence()]
    for verdict in judged.verdicts:
        order = judged.orders.simplest(verdict.outcome)
        steps = ", then ".join(_in_words(step) for step in trimmed(judged)[order])
        sentences.append(f"{_headline(verdict, judged)} For example: {steps or 'one step'}.")
    return " ".join(sentences)


def trimmed(judged: Judged) -> dict[Order, tuple[Step, ...]]:
    """Return the steps of each order that are worth a picture.

    Left out are the silent steps with which every order begins, and the last one where it only
    prints the outcome.
    """
    orders = judged.orders.orders
    begin = _common_silence(orders)
    result = {}
    for order in orders:
        steps = order.steps[begin:]
        if steps and steps[-1].printed.strip() == order.outcome:
            steps = steps[:-1]
        result[order] = steps
    end = 0
    while all(
        len(steps) > end
        and not steps[-1 - end].printed
        and not steps[-1 - end].blocked
        and steps[-1 - end].task == next(iter(result.values()))[-1 - end].task == "main"
        for steps in result.values()
    ):
        end += 1
    return {order: steps[: len(steps) - end] for order, steps in result.items()}


def _common_silence(orders: Sequence[Order]) -> int:
    """Return with how many silent steps every order begins."""
    begin = 0
    while all(
        len(order.steps) > begin
        and order.steps[begin] == orders[0].steps[begin]
        and not order.steps[begin].printed
        for order in orders
    ):
        begin += 1
    return begin


def _headline(verdict: Verdict, judged: Judged) -> str:
    total = len(judged.orders.orders)
    number = f"{verdict.orders} of {total}" if judged.orders.complete else f"{verdict.orders}"
    word = {True: "right", False: "wrong", None: "not judged"}[verdict.right]
    words = f" ({verdict.words})" if verdict.words else ""
    return f"{verdict.sign} {number}: {verdict.outcome}, {word}{words}."


def _in_words(step: Step) -> str:
    does = f"prints {_words(step)}" if step.printed.strip() else "goes on"
    if step.ended:
        return f"{step.task} {does} and ends in {step.ended}"
    if step.blocked:
        return f"{step.task} {does} and waits for {step.waits_for}"
    return f"{step.task} {does}"


def _words(step: Step) -> str:
    words = " / ".join(line.strip() for line in step.printed.strip().splitlines())
    words = re.sub(rf"^{re.escape(step.task)}\b[: ]*(?=\S)", "", words)
    if step.ended and step.ended not in words:
        words = f"{words} {step.ended}".strip()
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


@dataclass
class _Cell:
    """One order: its boxes, each with the lane, its place and its width in pixels."""

    order: Order
    boxes: list[tuple[int, float, float, Step]] = field(default_factory=list)
    width: float = 0.0


class _Picture:
    def __init__(self, judged: Judged, prefix: str, most_cells: int) -> None:
        self.judged = judged
        self.prefix = escape(prefix, quote=True)
        self.steps = trimmed(judged)
        self.begin = _common_silence(judged.orders.orders)
        orders = judged.sorted()
        self.in_strip = len(orders) > most_cells
        drawn = [judged.orders.simplest(one.outcome) for one in judged.verdicts]
        drawn = drawn if self.in_strip else orders
        self.lanes = self._lanes(drawn)
        self.label = max([len(lane) for lane in self.lanes], default=0) * CHARACTER + 8
        self.cells = {order: self._cell(order) for order in drawn}
        self.verdict = max(len(one.outcome) + 2 for one in judged.verdicts) * CHARACTER
        self.widest = max(cell.width for cell in self.cells.values())
        self.cell_width = self.label + self.widest + 6 + self.verdict
        fits = 2 * (SIDE + self.cell_width) + BETWEEN <= WIDEST
        most = max(sum(order.outcome == one.outcome for order in drawn) for one in judged.verdicts)
        self.columns = 2 if fits and most > 1 else 1
        headlines = [len(_headline(one, judged)) * CHARACTER for one in judged.verdicts]
        self.width = max(
            2 * SIDE + self.columns * self.cell_width + (self.columns - 1) * BETWEEN,
            *headlines,
            len(judged.sentence()) * CHARACTER * 1.1,
            WIDEST if self.in_strip else 330,
        )
        self.y = 0.0

    def svg(self) -> Iterator[str]:
        body = list(self._body())
        title, words = f"{self.prefix}-title", f"{self.prefix}-desc"
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="orders" width="{self.width:.0f}" '
            f'height="{self.y:.0f}" viewBox="0 0 {self.width:.0f} {self.y:.0f}" role="img" '
            f'aria-labelledby="{title} {words}">'
        )
        yield f'<title id="{title}">{escape(self.judged.sentence())}</title>'
        yield f'<desc id="{words}">{escape(describe(self.judged))}</desc>'
        yield (
            f'<defs><pattern id="{self.prefix}-blocked" width="6" height="6" '
            'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            '<rect class="orders-stripe" width="2" height="6"/></pattern>'
            f'<pattern id="{self.prefix}-stuck" width="6" height="6" '
            'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            '<rect class="orders-stuck-stripe" width="2.5" height="6"/></pattern></defs>'
        )
        yield from body
        yield "</svg>"

    def _lanes(self, drawn: Sequence[Order]) -> list[str]:
        first: dict[str, None] = {}
        shown = {step.task for order in drawn for step in self.steps[order]}
        for order in drawn:
            first |= dict.fromkeys(step.task for step in order.steps if step.task in shown)
        return list(first)

    def _cell(self, order: Order) -> _Cell:
        cell = _Cell(order)
        blocked_until: dict[str, float] = {}
        x = 0.0
        for step in self.steps[order]:
            words = _words(step)
            width = len(words) * CHARACTER + 2 * PADDING if words else SILENT
            x = max(x, blocked_until.pop(step.task, 0))
            cell.boxes.append((self.lanes.index(step.task), x, width, step))
            if step.blocked:
                blocked_until[step.task] = x + width + _room(step) + 14
            x += width + GAP
        if order.ending == "deadlock":
            x = max([x + FOR_EVER, *blocked_until.values()])
        cell.width = x
        return cell

    def _body(self) -> Iterator[str]:
        self.y = TEXT
        yield _text("orders-sentence", SIDE, self.y - 4, self.judged.sentence())
        if self.in_strip:
            self.y += 8
            yield from self._strip()
        for verdict in self.judged.verdicts:
            self.y += TEXT + 6
            yield _text(_class(verdict), SIDE, self.y - 4, _headline(verdict, self.judged)[:-1])
            self.y += 6
            yield from self._group(verdict)
        yield from self._key()

    def _group(self, verdict: Verdict) -> Iterator[str]:
        cells = [cell for cell in self.cells.values() if cell.order.outcome == verdict.outcome]
        height = len(self.lanes) * LANE + 14
        for number, cell in enumerate(cells):
            column = number % self.columns
            x = SIDE + column * (self.cell_width + BETWEEN)
            if number and column == 0:
                self.y += height
            choices = " ".join(map(str, cell.order.choices))
            yield f'<g class="orders-cell" data-choices="{choices}">'
            yield from self._draw_cell(cell, verdict, x, self.y + 4)
            yield "</g>"
        self.y += height

    def _draw_cell(self, cell: _Cell, verdict: Verdict, left: float, top: float) -> Iterator[str]:
        start = left + self.label
        for lane, task in enumerate(self.lanes):
            middle = top + lane * LANE + LANE / 2
            yield _text("orders-task", left, middle + 4, task)
            yield from self._waits(cell, lane, start, middle)
        for lane, x, width, step in cell.boxes:
            yield from _box(step, start + x, top + lane * LANE + LANE / 2, width)
        x = start + self.widest + 6
        y = top + len(self.lanes) * LANE / 2 + 4
        yield _text(_class(verdict), x, y, f"{verdict.sign} {verdict.outcome}")

    def _waits(self, cell: _Cell, lane: int, start: float, middle: float) -> Iterator[str]:
        """Draw what the task of a lane waits for, before, between and after its boxes."""
        task = self.lanes[lane]
        steps = cell.order.steps
        mine = [(x, width, step) for number, x, width, step in cell.boxes if number == lane]
        before = [step for step in steps[: self.begin] if step.task == task]
        state = before[-1] if before else None
        from_x = 0.0
        for x, width, step in mine:
            yield from self._wait(state, start + from_x, start + x, middle)
            from_x, state = x + width, step
        stuck = cell.order.ending == "deadlock" and state is not None and state.line > 0
        if stuck:
            yield from self._wait(state, start + from_x, start + cell.width, middle, stuck=True)
        elif any(step.task == task for step in steps[self.begin + len(cell.boxes) :]):
            yield from self._wait(state, start + from_x, start + cell.width, middle)

    def _wait(
        self, state: Step | None, begin: float, end: float, middle: float, *, stuck: bool = False
    ) -> Iterator[str]:
        if state is None or not state.line or end - begin < 1:
            return
        if not state.blocked:
            name = "tasks" if "task" in state.waits_for else "answer"
            name += " orders-tasks-stuck" if stuck else ""
            yield (
                f'<line class="orders-{name}" x1="{begin:g}" y1="{middle:g}" '
                f'x2="{end:g}" y2="{middle:g}"/>'
            )
            return
        name = "stuck" if stuck else "blocked"
        width, height = end - begin, BOX - 6
        yield (
            f'<rect class="orders-{name}" fill="url(#{self.prefix}-{name})" x="{begin:g}" '
            f'y="{middle - height / 2:g}" width="{width:g}" height="{height}"/>'
        )
        room = _room(state)
        if room + 4 <= width:
            x = begin + (width - room) / 2
            yield (
                f'<rect class="orders-plate" x="{x:g}" y="{middle - height / 2 - 1:g}" '
                f'width="{room:g}" height="{height + 2}" rx="2"/>'
            )
            yield _text(f"orders-word orders-word-{name}", x + 3, middle + 3.5, _primitive(state))

    def _strip(self) -> Iterator[str]:
        orders = self.judged.sorted()
        share = -(-len(orders) // MOST_IN_STRIP)
        per_row = int((self.width - 2 * SIDE) // (BAR + 1))
        verdicts = {verdict.outcome: verdict for verdict in self.judged.verdicts}
        cells = orders[::share]
        for number, order in enumerate(cells):
            column = number % per_row
            if number and column == 0:
                self.y += TALL + 5
            verdict = verdicts[order.outcome]
            height = SHORT if verdict.right else TALL
            steps = "; ".join(_in_words(step) for step in self.steps[order])
            choices = " ".join(map(str, order.choices))
            x = SIDE + column * (BAR + 1)
            yield (
                f'<rect class="{_class(verdict)} orders-bar" data-choices="{choices}" x="{x:g}" '
                f'y="{self.y + TALL - height:g}" width="{BAR}" height="{height}">'
                + (f"<title>{escape(f'{verdict.outcome}: {steps}')}</title>" if share == 1 else "")
                + "</rect>"
            )
        self.y += TALL + TEXT
        words = "a bar is one order" if share == 1 else f"a bar is {share} orders"
        yield _text(
            "orders-quiet",
            SIDE,
            self.y - 3,
            f"{words}: tall ones go wrong, short ones end right; below, one of each outcome",
        )

    def _key(self) -> Iterator[str]:
        self.y += 20
        entries: list[tuple[str, str]] = []
        steps = [step for cell in self.cells.values() for *_, step in cell.boxes]
        if any(_words(step) for step in steps):
            entries.append(("box", "a step and what it prints"))
        if not all(_words(step) for step in steps):
            entries.append(("silent", "a silent step"))
        entries.append(("answer", "waits for an answer"))
        if any("task" in step.waits_for for step in steps):
            entries.append(("tasks", "waits for tasks"))
        if any(step.blocked for step in steps):
            entries.append(("blocked", "blocked"))
        if any(cell.order.ending == "deadlock" for cell in self.cells.values()):
            entries.append(("stuck", "waits for ever"))
        x = float(SIDE)
        for name, words in entries:
            room = 30 + len(words) * CHARACTER * 0.95 + 16
            if x + room > self.width and x > SIDE:
                x = SIDE
                self.y += 18
            yield self._sign(name, x, self.y - 4)
            yield _text("orders-quiet", x + 30, self.y, words)
            x += room
        self.y += 8

    def _sign(self, name: str, x: float, y: float) -> str:
        if name in ("answer", "tasks"):
            return f'<line class="orders-{name}" x1="{x:g}" y1="{y:g}" x2="{x + 24:g}" y2="{y:g}"/>'
        if name in ("box", "silent"):
            width = {"box": 24, "silent": SILENT}[name]
            return (
                f'<rect class="orders-{name}" x="{x + 12 - width / 2:g}" y="{y - 6:g}" '
                f'width="{width}" height="12" rx="3"/>'
            )
        return (
            f'<rect class="orders-{name}" fill="url(#{self.prefix}-{name})" x="{x:g}" '
            f'y="{y - 5:g}" width="24" height="10"/>'
        )


def _box(step: Step, x: float, middle: float, width: float) -> Iterator[str]:
    words = _words(step)
    name = "silent" if not words else "box orders-bad" if step.ended else "box"
    yield (
        f'<rect class="orders-{name}" x="{x:g}" y="{middle - BOX / 2:g}" '
        f'width="{width:g}" height="{BOX}" rx="3"/>'
    )
    if words:
        yield _text("orders-words", x + PADDING, middle + 4, words)


def _primitive(step: Step) -> str:
    return step.waits_for.removeprefix("the ")


def _room(step: Step) -> float:
    return len(_primitive(step)) * CHARACTER * 0.92 + 6


def _class(verdict: Verdict) -> str:
    return {True: "orders-right", False: "orders-wrong", None: "orders-open"}[verdict.right]


def _text(name: str, x: float, y: float, words: str) -> str:
    return f'<text class="{name}" x="{x:g}" y="{y:g}" xml:space="preserve">{escape(words)}</text>'
