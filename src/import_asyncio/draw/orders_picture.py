"""Every order of a program as a picture: small multiples, and a strip where they are many.

Words that have to wrap on a narrow screen are HTML; each cell, each bar of the strip and each sign
of the key is an SVG of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from textwrap import wrap

from import_asyncio.draw.text import escape
from import_asyncio.orders import Order, OrderStep
from import_asyncio.verdicts import Judged, Verdict

MOST_CELLS = 12
MOST_IN_STRIP = 600
CHARACTER = 6.65
LINE = 13
BOX = 17
BETWEEN_LANES = 5
SILENT = 8
GAP = 7
PADDING = 5
SIDE = 2
SIGN = 18
HATCHED = 26
FOR_EVER = 30
ONE_LINE, LONGEST, MOST_LINES = 12, 24, 3
TALL, SHORT, BAR = 24, 11, 7
WORD = {True: "right", False: "wrong", None: "not judged"}


def draw_orders(judged: Judged, *, prefix: str, most_cells: int = MOST_CELLS) -> str:
    """Draw judged orders as one HTML element, the words in it as HTML, the rest as SVG.

    Up to ``most_cells`` orders have a cell each. More are a strip, wrong ones tall and right ones
    short, each with its steps as its title; one order of each outcome is drawn below. A bar
    has what leads to its order again in ``data-choices``, and in ``data-checksum`` what tells
    whether it did. ``prefix`` begins every id and must be the picture's own on its page. The
    rules are in ``docs/assets/orders.css``.
    """
    return "\n".join(_Picture(judged, prefix, most_cells).html())


def draw_order(judged: Judged, *, prefix: str) -> str:
    """Draw the only order of ``judged``, with its outcome and verdict, as ``draw_orders`` does."""
    return "\n".join(_Picture(judged, prefix, most_cells=1).alone())


def describe_orders(judged: Judged) -> str:
    """Say in words what the picture says: a line with the counts, and one for each outcome."""
    lines = [judged.sentence()]
    for verdict in judged.verdicts:
        order = judged.orders.simplest(verdict.outcome)
        steps = trimmed(judged)[order]
        example = f"For example: {_told(steps)}" if steps else "It takes one step."
        lines.append(f"{_ends(verdict, order, judged)} {example}")
    return "\n".join(lines)


def trimmed(judged: Judged) -> dict[Order, tuple[OrderStep, ...]]:
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


def own_words(step: OrderStep) -> list[str]:
    """Return the lines that a step printed, each without the name of its task."""
    name = re.compile(rf"{re.escape(step.task)}\b[: ]*(?=\S)")
    return [name.sub("", line.strip(), count=1) for line in step.printed.strip().splitlines()]


def broken(words: str) -> list[str]:
    """Break words that are long for a box into two lines of about one length."""
    if len(words) <= ONE_LINE:
        return [words]
    return next(
        (
            lines
            for width in range(len(words) // 2, len(words))
            if len(lines := wrap(words, width, break_long_words=False)) <= 2
        ),
        [words],
    )


def _common_silence(orders: Sequence[Order]) -> int:
    """Return with how many silent steps every order begins; of a lone order, how many begin a task.

    What all orders have in common tells nothing of them. A lone order has nothing but itself.
    """
    begin = 0
    while all(
        len(order.steps) > begin
        and order.steps[begin] == orders[0].steps[begin]
        and not order.steps[begin].printed
        for order in orders
    ):
        step, before = orders[0].steps[begin], orders[0].steps[:begin]
        if len(orders) == 1 and step.task in {other.task for other in before}:
            break
        begin += 1
    return begin


def _count(verdict: Verdict, judged: Judged) -> str:
    total = len(judged.orders.orders)
    return f"{verdict.orders} of {total}" if judged.orders.complete else f"{verdict.orders}"


def _ends(verdict: Verdict, order: Order, judged: Judged) -> str:
    total = len(judged.orders.orders) if judged.orders.complete else verdict.orders
    orders = "order" if total == 1 else "orders"
    end = "ends" if verdict.orders == 1 else "end"
    outcome = {"": f"“{verdict.outcome}”", "deadlock": "a deadlock"}.get(
        order.failure, verdict.outcome
    )
    words = f": {verdict.words}" if verdict.words else ""
    return (
        f"{_count(verdict, judged)} {orders} {end} in {outcome}, "
        f"which is {WORD[verdict.right]}{words}."
    )


def _told(steps: Sequence[OrderStep]) -> str:
    return " ".join(f"{_in_words(step)}." for step in steps)


def _in_words(step: OrderStep) -> str:
    said = [f"“{line.strip()}”" for line in step.printed.strip().splitlines()]
    does = f"prints {', '.join(said)}" if said else "goes on"
    if step.ended:
        return f"{step.task} {does} and ends in {step.ended}"
    if step.blocked:
        return f"{step.task} {does} and waits for {step.waits_for}"
    return f"{step.task} {does}"


def _lines(step: OrderStep) -> list[str]:
    """Return what stands in the box of a step, line by line; nothing for a silent step."""
    lines = own_words(step)
    if step.ended and not any(step.ended in line for line in lines):
        lines.append(step.ended)
    lines = broken(lines[0]) if len(lines) == 1 else lines
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], "…"]
    return [line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…" for line in lines]


@dataclass
class _Cell:
    """One order: its boxes, each with the lane, its place and its width in pixels."""

    order: Order
    boxes: list[tuple[int, float, float, OrderStep]] = field(default_factory=list)
    width: float = 0.0


class _Picture:
    def __init__(self, judged: Judged, prefix: str, most_cells: int) -> None:
        self.judged = judged
        self.prefix = escape(prefix)
        self.steps = trimmed(judged)
        self.begin = _common_silence(judged.orders.orders)
        orders = judged.sorted()
        self.in_strip = len(orders) > most_cells
        drawn = [judged.orders.simplest(one.outcome) for one in judged.verdicts]
        drawn = drawn if self.in_strip else orders
        self.lanes = self._lanes(drawn)
        self.label = max([len(lane) for lane in self.lanes], default=0) * CHARACTER + 8
        self.cells = [self._cell(order) for order in drawn]
        heights = [
            max(_height(step) for cell in self.cells for n, _, _, step in cell.boxes if n == lane)
            + BETWEEN_LANES
            for lane in range(len(self.lanes))
        ]
        tops = list(accumulate(heights, initial=0.0))
        self.middles = [top + height / 2 for top, height in zip(tops, heights, strict=False)]
        self.height = max(BOX, tops[-1])

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
            width = _width(step)
            x = max(x, blocked_until.pop(step.task, 0))
            cell.boxes.append((self.lanes.index(step.task), x, width, step))
            if step.blocked:
                blocked_until[step.task] = x + width + _room(step) + HATCHED
            x += width + GAP
        if order.failure == "deadlock":
            x = max([x + FOR_EVER, *blocked_until.values()])
        cell.width = x
        return cell

    def html(self) -> Iterator[str]:
        yield '<div class="orders">'
        yield f'<p class="orders-sentence">{escape(self.judged.sentence())}</p>'
        if self.in_strip:
            yield from self._strip()
        for verdict in self.judged.verdicts:
            yield _headline(verdict, f"{_count(verdict, self.judged)}: {verdict.outcome}")
            yield from self._group(verdict)
        yield from self._key()
        yield "</div>"

    def alone(self) -> Iterator[str]:
        """Yield an order that stands for itself."""
        (verdict,) = self.judged.verdicts
        yield '<div class="orders">'
        yield _headline(verdict, verdict.outcome)
        yield from self._group(verdict)
        yield "</div>"

    def _group(self, verdict: Verdict) -> Iterator[str]:
        cells = [cell for cell in self.cells if cell.order.outcome == verdict.outcome]
        widest = max(cell.width for cell in cells)
        yield '<div class="orders-cells stage-picture" tabindex="0">'
        for cell in cells:
            yield '<div class="orders-cell">'
            yield from self._svg(cell, verdict, widest)
            yield "</div>"
        yield "</div>"

    def _svg(self, cell: _Cell, verdict: Verdict, widest: float) -> Iterator[str]:
        prefix = f"{self.prefix}-{self.cells.index(cell) + 1}"
        title, words = f"{prefix}-title", f"{prefix}-desc"
        start = SIDE + self.label
        end = start + widest + 6
        yield _open(end + SIGN, self.height, f'role="img" aria-labelledby="{title} {words}"')
        yield f'<title id="{title}">{escape(f"{verdict.sign} {verdict.outcome}")}</title>'
        yield f'<desc id="{words}">{escape(_told(self.steps[cell.order]))}</desc>'
        yield _patterns(prefix)
        for lane, (task, middle) in enumerate(zip(self.lanes, self.middles, strict=True)):
            yield _text("orders-task", SIDE, middle + 4, task)
            yield from self._waits(cell, lane, start, middle, prefix)
        for lane, x, width, step in cell.boxes:
            yield from _box(step, start + x, self.middles[lane], width)
        yield _text(f"orders-sign {_class(verdict)}", end, self.height / 2 + 5, verdict.sign)
        yield "</svg>"

    def _waits(
        self, cell: _Cell, lane: int, start: float, middle: float, prefix: str
    ) -> Iterator[str]:
        """Draw what the task of a lane waits for, before, between and after its boxes."""
        task = self.lanes[lane]
        steps = cell.order.steps
        mine = [(x, width, step) for number, x, width, step in cell.boxes if number == lane]
        before = [step for step in steps[: self.begin] if step.task == task]
        state = before[-1] if before else None
        from_x = 0.0
        for x, width, step in mine:
            yield from _wait(state, start + from_x, start + x, middle, prefix)
            from_x, state = x + width, step
        stuck = cell.order.failure == "deadlock" and state is not None and bool(state.wait)
        goes_on = any(step.task == task for step in steps[self.begin + len(cell.boxes) :])
        if stuck or goes_on:
            end = start + cell.width
            yield from _wait(state, start + from_x, end, middle, prefix, stuck=stuck)

    def _strip(self) -> Iterator[str]:
        orders = self.judged.sorted()
        share = -(-len(orders) // MOST_IN_STRIP)
        yield f'<div class="orders-strip" data-orders="{len(orders)}" data-share="{share}">'
        for order in orders[::share]:
            verdict = self.judged.verdict(order)
            height = SHORT if verdict.right else TALL
            steps = f"{verdict.sign} {verdict.outcome}: {_told(self.steps[order])}"
            attributes = (
                f'class="orders-bar {_class(verdict)}" data-choices="{_choices(order)}" '
                f'data-checksum="{order.checksum}" '
                f'data-outcome="{escape(f"{verdict.sign} {verdict.outcome}")}"'
            )
            yield (
                _open(BAR, TALL, attributes)
                + (f"<title>{escape(steps)}</title>" if share == 1 else "")
                + f'<rect y="{TALL - height}" width="{BAR}" height="{height}"/></svg>'
            )
        yield "</div>"
        bar = "A bar is one order" if share == 1 else f"A bar is {share} orders"
        yield (
            f'<p class="orders-caption">{bar}: tall ones go wrong, short ones end right. '
            "One order of each outcome is drawn below.</p>"
        )

    def _key(self) -> Iterator[str]:
        entries: list[tuple[str, str]] = []
        steps = [step for cell in self.cells for *_, step in cell.boxes]
        if any(_lines(step) for step in steps):
            entries.append(("box", "a step and what it prints"))
        if not all(_lines(step) for step in steps):
            entries.append(("silent", "a silent step"))
        entries.append(("answer", "waits for an answer"))
        told = [step for cell in self.cells for step in cell.order.steps]
        if any(step.waits_for_tasks and step.task in self.lanes for step in told):
            entries.append(("tasks", "waits for tasks"))
        if any(map(_goes_on_after_a_block, self.cells)):
            entries.append(("blocked", "blocked"))
        if any(cell.order.failure == "deadlock" for cell in self.cells):
            entries.append(("stuck", "waits for ever"))
        yield '<ul class="orders-key">'
        for name, words in entries:
            yield f"<li>{_sign(name, f'{self.prefix}-key-{name}')} {words}</li>"
        yield "</ul>"


def _headline(verdict: Verdict, what: str) -> str:
    words = f": {verdict.words}" if verdict.words else ""
    return (
        f'<p class="orders-verdict {_class(verdict)}">'
        f"<strong>{verdict.sign} {escape(what)}</strong>, "
        f"{WORD[verdict.right]}{escape(words)}</p>"
    )


def _goes_on_after_a_block(cell: _Cell) -> bool:
    steps = cell.order.steps
    return any(
        step.blocked and step.task in {later.task for later in steps[number + 1 :]}
        for number, step in enumerate(steps)
    )


def _wait(
    state: OrderStep | None,
    begin: float,
    end: float,
    middle: float,
    prefix: str,
    *,
    stuck: bool = False,
) -> Iterator[str]:
    if state is None or not state.wait or end - begin < 1:
        return
    if not state.blocked:
        name = "tasks" if state.waits_for_tasks else "answer"
        name += " orders-tasks-stuck" if stuck else ""
        yield (
            f'<line class="orders-{name}" x1="{begin:g}" y1="{middle:g}" '
            f'x2="{end:g}" y2="{middle:g}"/>'
        )
        return
    name = "stuck" if stuck else "blocked"
    width, height = end - begin, BOX - 6
    yield (
        f'<rect class="orders-{name}" fill="url(#{prefix}-{name})" x="{begin:g}" '
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


def _sign(name: str, prefix: str) -> str:
    opening = _open(24, 12, 'aria-hidden="true"')
    if name in ("answer", "tasks"):
        return f'{opening}<line class="orders-{name}" x1="0" y1="6" x2="24" y2="6"/></svg>'
    if name in ("box", "silent"):
        width = {"box": 22, "silent": SILENT}[name]
        return (
            f'{opening}<rect class="orders-{name}" x="{12 - width / 2:g}" y="1" '
            f'width="{width}" height="10" rx="3"/></svg>'
        )
    return (
        f'{opening}{_patterns(prefix)}<rect class="orders-{name}" fill="url(#{prefix}-{name})" '
        'x="1" y="1" width="22" height="10"/></svg>'
    )


def _patterns(prefix: str) -> str:
    return (
        f'<defs><pattern id="{prefix}-blocked" width="6" height="6" '
        'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="orders-stripe" width="2" height="6"/></pattern>'
        f'<pattern id="{prefix}-stuck" width="6" height="6" '
        'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="orders-stuck-stripe" width="2.5" height="6"/></pattern></defs>'
    )


def _box(step: OrderStep, x: float, middle: float, width: float) -> Iterator[str]:
    lines = _lines(step)
    height = _height(step)
    name = "silent" if not lines else "box orders-bad" if step.ended else "box"
    yield (
        f'<rect class="orders-{name}" x="{x:g}" y="{middle - height / 2:g}" '
        f'width="{width:g}" height="{height}" rx="3"/>'
    )
    first = middle + 4 - (len(lines) - 1) * LINE / 2
    for number, line in enumerate(lines):
        yield _text("orders-words", x + PADDING, first + number * LINE, line)


def _width(step: OrderStep) -> float:
    lines = _lines(step)
    return max(map(len, lines)) * CHARACTER + 2 * PADDING if lines else SILENT


def _height(step: OrderStep) -> int:
    return BOX + LINE * max(0, len(_lines(step)) - 1)


def _primitive(step: OrderStep) -> str:
    return step.wait


def _room(step: OrderStep) -> float:
    return len(_primitive(step)) * CHARACTER * 0.92 + 6


def _class(verdict: Verdict) -> str:
    return {True: "orders-right", False: "orders-wrong", None: "orders-open"}[verdict.right]


def _choices(order: Order) -> str:
    return " ".join(map(str, order.choices))


def _open(width: float, height: float, attributes: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" {attributes}>'
    )


def _text(name: str, x: float, y: float, words: str) -> str:
    return f'<text class="{name}" x="{x:g}" y="{y:g}" xml:space="preserve">{escape(words)}</text>'
