"""Reads the picture of all orders back and says what in it does not agree with the orders.

What must be there follows from what ``import_asyncio.orders`` and ``import_asyncio.verdicts`` say
of orders: in a cell, each box is a step in the lane of its task with what it printed, and between
the boxes of a lane stands what the task waits for. A cell may leave out the silent steps with
which every order begins and, but for a deadlock, silent steps of main at the end, and a last step
that only prints the outcome. A bar of the strip is an order, or the first of several.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from xml.etree import ElementTree

from import_asyncio.orders import Order, OrderStep
from import_asyncio.verdicts import Judged, Verdict
from pictures import legend
from pictures.svg import SVG, Shape, cells, cut_from, plain, shapes

MOST_CELLS = 12
LONGEST_UNCUT = 24
CLASSES = {True: "orders-right", False: "orders-wrong", None: "orders-open"}
WORDS = {True: "right", False: "wrong", None: "not judged"}
SIGNS = {True: "✓", False: "✗", None: "?"}
KEY = {
    legend.BOX: ("orders-box",),
    legend.SILENT: ("orders-silent",),
    legend.STRUCK: ("stage-step", "stage-struck"),
    legend.ENDED: ("orders-box", "orders-ended"),
    legend.FAILED: ("orders-box", "orders-failed"),
    legend.ANSWER: ("orders-answer",),
    legend.READY: ("orders-turn",),
    legend.TASKS: ("orders-tasks",),
    legend.TASKS_EVER: ("orders-tasks", "orders-tasks-stuck"),
    legend.BLOCKED: ("orders-blocked",),
    legend.EVER: ("orders-stuck",),
    legend.VALUE: ("stage-value",),
}
LONGEST_VALUE = 14
NARROW = 6.65
ANSWER, FUTURE, TURN = "an answer", "a future", "its next turn"


def complaints(
    picture: ElementTree.Element,
    judged: Judged,
    *,
    alone: bool = False,
    signs: set[str] | None = None,
) -> list[str]:
    """Return what is wrong with a picture of orders; ``alone`` is that of the only one.

    It has its legend beside it, or else the words of its signs are added to ``signs``.
    """
    drawn = Picture(picture, judged, alone=alone)
    found = list(drawn.complaints())
    if signs is None:
        found += legend.complaints_about_legend(picture, drawn.signs())
    else:
        signs |= drawn.signs()
    return found


@dataclass(frozen=True)
class Window:
    """The steps of an order that a cell may show: those from ``begin`` up to ``end``."""

    order: Order
    begin: int
    end: int

    @property
    def steps(self) -> tuple[OrderStep, ...]:
        """The steps that are shown."""
        return self.order.steps[self.begin : self.end]

    @property
    def values_before(self) -> list[tuple[str, ...]]:
        """What is watched before each step that is shown."""
        nothing = ("",) * len(self.order.steps[0].values)
        values = [nothing, *(step.values for step in self.order.steps)]
        return values[self.begin : self.end]


class Picture:
    """The picture of all orders of a program, or of its only one."""

    def __init__(self, picture: ElementTree.Element, judged: Judged, *, alone: bool) -> None:
        self.picture = picture
        self.judged = judged
        self.alone = alone
        self.orders = judged.orders.orders
        self.right = {verdict.outcome: verdict.right for verdict in judged.verdicts}
        groups = picture.iter("div")
        self.groups = [one for one in groups if "orders-cells" in one.get("class", "").split()]
        self.cells = [
            [cell for cell in group if cell.get("class") == "orders-cell"] for group in self.groups
        ]
        self.bars = [
            svg
            for strip in picture.iter("div")
            if strip.get("class") == "orders-strip"
            for svg in strip
        ]

    def complaints(self) -> Iterator[str]:
        """Yield what is wrong."""
        yield from self._about_sentence()
        yield from self._about_groups()
        if not self.alone:
            yield from self._about_strip()
            yield from self._about_common()

    def _paragraphs(self, name: str) -> list[ElementTree.Element]:
        return [p for p in self.picture.iter("p") if name in p.get("class", "").split()]

    # How many there are.

    def _about_sentence(self) -> Iterator[str]:
        said = ["".join(p.itertext()) for p in self._paragraphs("orders-sentence")]
        if self.alone:
            if said or len(self.orders) != 1:
                yield "an order that stands for itself is one of several"
            return
        total = len(self.orders)
        wrong = sum(self.right[order.outcome] is False for order in self.orders)
        judged = None not in self.right.values()
        orders = "1 order" if total == 1 else f"{total} orders"
        if not self.judged.orders.complete:
            go = f"{wrong or 'none'} go(?:es)? wrong"
            why = re.escape(self.judged.orders.why)
            expected = rf"Not all orders were tried: {why}\. Of {orders} so far, {go}\."
            if self.judged.orders.sampled:
                expected = rf"Sampled, {orders} of more: {why}\. Of them {go}\."
        elif not judged:
            outcomes = "one outcome" if len(self.right) == 1 else f"{len(self.right)} outcomes"
            expected = rf"{orders}, and {outcomes}\."
        elif wrong in (0, total):
            end = "go(?:es)? wrong" if wrong else "ends? right"
            expected = rf"(?:All {orders} {end}|There is {orders}, and it {end})\."
        else:
            expected = rf"{wrong} of {orders} go(?:es)? wrong\."
        if self.judged.orders.cancel:
            names = " and ".join(map(re.escape, dict.fromkeys(self.judged.orders.cancel)))
            points = "1 point" if self.judged.orders.points == 1 else r"\d+ points"
            expected = rf"{names} (?:is|are) cancelled at {points}\. {expected}"
        if len(said) != 1 or not re.fullmatch(expected, said[0]):
            yield f"the sentence is {said}, and {wrong} of {total} orders go wrong"

    def _about_groups(self) -> Iterator[str]:
        headlines = self._paragraphs("orders-verdict")
        verdicts = self.judged.verdicts
        places = [{False: 0, None: 1, True: 2}[verdict.right] for verdict in verdicts]
        if places != sorted(places):
            yield "the wrong outcomes do not come first"
        if not len(headlines) == len(self.groups) == len(verdicts):
            yield f"{len(headlines)} headlines, {len(self.groups)} groups, {len(verdicts)} verdicts"
            return
        total = len(self.orders)
        for verdict, headline, group in zip(verdicts, headlines, self.cells, strict=True):
            orders = [order for order in self.orders if order.outcome == verdict.outcome]
            count = f"{len(orders)} of {total}" if self.judged.orders.complete else f"{len(orders)}"
            what = verdict.outcome if self.alone else f"{count}: {verdict.outcome}"
            words = f": {verdict.words}" if verdict.words else ""
            expected = f"{SIGNS[verdict.right]} {what}, {WORDS[verdict.right]}{words}"
            said = "".join(headline.itertext())
            if plain(said) != plain(expected):
                yield f"the headline is {said!r}, and it is {expected!r}"
            if CLASSES[verdict.right] not in headline.get("class", "").split():
                yield f"{verdict.outcome} is {WORDS[verdict.right]}, its headline has another class"
            yield from self._about_cells(verdict, orders, group)

    def _about_cells(
        self, verdict: Verdict, orders: Sequence[Order], group: Sequence[ElementTree.Element]
    ) -> Iterator[str]:
        if len(self.orders) > MOST_CELLS:
            if len(group) != 1:
                yield f"{verdict.outcome} has {len(group)} cells, and one is enough"
                return
            cell = _Cell(group[0])
            drawn = [order for order in orders if self._is_drawn(cell, order)]
            found = [list(self._about_cell(group[0], verdict, order)) for order in drawn]
            yield from min(found, key=len, default=[f"no order that ends so: {verdict.outcome}"])
        elif len(group) != len(orders):
            yield f"{len(orders)} orders end in {verdict.outcome}, drawn are {len(group)}"
        else:
            for svg, order in zip(group, orders, strict=True):
                yield from self._about_cell(svg, verdict, order)

    # One order.

    @cached_property
    def common(self) -> int:
        """With how many silent steps every order begins."""
        number = 0
        for steps in zip(*(order.steps for order in self.orders), strict=False):
            if steps[0].printed or steps[0].strikes or any(step != steps[0] for step in steps):
                break
            number += 1
        return number

    def _is_drawn(self, cell: _Cell, order: Order) -> bool:
        tasks = [cell.task_at(box.y) for box in cell.boxes]
        windows = self._windows(order, len(cell.boxes))
        return any([_lane(step) for step in window.steps] == tasks for window in windows)

    def _about_cell(
        self, svg: ElementTree.Element, verdict: Verdict, order: Order
    ) -> Iterator[str]:
        cell = _Cell(svg)
        sign = f"{SIGNS[verdict.right]} {verdict.outcome}"
        yield from _about_names(svg)
        title = svg.findtext(f".//{SVG}title", "")
        if plain(title) != plain(sign):
            yield f"the title is {title}, and it is {sign}"
        signs = [(text.words, text.names) for text in cell.named("orders-sign")]
        if signs != [(SIGNS[verdict.right], ("orders-sign", CLASSES[verdict.right]))]:
            yield f"the sign of {verdict.outcome} is {signs}"
        if len(set(cell.lanes)) != len(cell.lanes):
            yield f"the lanes are {list(cell.lanes)}"
        windows = list(self._windows(order, len(cell.boxes)))
        found = [list(self._about_steps(cell, window, svg)) for window in windows]
        yield from min(found, key=len, default=[f"{len(cell.boxes)} boxes are no part of {order}"])

    def _windows(self, order: Order, length: int) -> Iterator[Window]:
        """Yield what a cell of so many boxes may show of an order."""
        for begin in range(min(self.common, len(order.steps) - length) + 1):
            after = order.steps[begin + length :]
            is_last = not order.failure and after and after[-1].printed.strip() == order.outcome
            rest = after[:-1] if is_last else after
            if order.failure == "deadlock" and after:
                continue
            if all(step.task == "main" and not step.printed and not step.blocked for step in rest):
                yield Window(order, begin, begin + length)

    def _about_steps(self, cell: _Cell, window: Window, svg: ElementTree.Element) -> Iterator[str]:
        if len(window.steps) != len(cell.boxes):
            yield f"{len(cell.boxes)} boxes for {len(window.steps)} steps"
            return
        for (one, before), (_, box) in pairwise(enumerate(cell.boxes)):
            if before.right > box.left:
                yield f"box {one} runs while the next one does"
        for number, (box, step) in enumerate(zip(cell.boxes, window.steps, strict=True)):
            task = cell.task_at(box.y)
            if task != _lane(step):
                yield f"box {number} is a step of {_lane(step)}, in the lane of {task}"
            slashes = [cross for cross in cell.named("stage-cross") if box.covers(cross)]
            drawn = {"stage-struck" in box.names, len(slashes) == 1}
            if drawn != {bool(step.strikes)}:
                yield f"box {number} cancels {step.strikes or 'nobody'}, and is not drawn so"
            lines = cell.words_in(box)
            if not _says(lines, step):
                yield f"{step.task} prints {step.printed!r}, and its box says {lines}"
            silent = not step.printed.strip() and not step.ended and not step.strikes
            if silent != ("orders-silent" in box.names):
                yield f"box {number} is {'' if silent else 'not '}silent, and not drawn so"
            right = self.right[window.order.outcome] or step.ended == "CancelledError"
            end = ("orders-ended" if right else "orders-failed") if step.ended else None
            if {end} - {None} != {"orders-ended", "orders-failed"} & {*box.names}:
                yield f"box {number} ends in {step.ended or 'nothing'}, and is not drawn so"
        last = {step.task: step for step in window.order.steps if not step.strikes}
        for task, step in last.items():
            idle = task == "main" and step.waits_for_tasks
            stuck = window.order.failure == "deadlock" and step.waits_for
            if stuck and not idle and task not in cell.lanes:
                yield f"{task} waits for ever, and has no lane"
        yield from self._about_waits(cell, window)
        yield from self._about_values(cell, window)
        told = plain(svg.findtext(f".//{SVG}desc", ""))
        expected = _told(window, self.judged.orders.expressions)
        if told != expected:
            yield f"told is {told!r}, and it is {expected!r}"

    def _about_waits(self, cell: _Cell, window: Window) -> Iterator[str]:
        drawn = [*cell.waits]
        stuck = window.order.failure == "deadlock"
        for task, y in cell.lanes.items():
            earlier = [s for s in window.order.steps[: window.begin] if _lane(s) == task]
            later = [s for s in window.order.steps[window.end :] if _lane(s) == task]
            mine = [
                (box, step)
                for box, step in zip(cell.boxes, window.steps, strict=True)
                if _lane(step) == task
            ]
            state = earlier[-1] if earlier else None
            start = cell.start
            for box, step in mine:
                yield from self._about_wait(cell, drawn, y, (start, box.left), state)
                state, start = step, box.right
            if state is not None and (later or (stuck and state.waits_for)):
                end = (start, max([start, *(s.right for s in cell.waits)]))
                yield from self._about_wait(cell, drawn, y, end, state, ever=stuck and not later)
        for wait in drawn:
            yield f"{cell.task_at(wait.y)} does not wait from {wait.left:g} to {wait.right:g}"

    def _about_wait(
        self,
        cell: _Cell,
        drawn: list[Shape],
        y: float,
        room: tuple[float, float],
        state: OrderStep | None,
        *,
        ever: bool = False,
    ) -> Iterator[str]:
        """Yield what is wrong between two boxes of a lane; take what is right from ``drawn``."""
        start, end = room
        here = [
            wait
            for wait in drawn
            if abs(wait.y - y) < 2 and abs(wait.left - start) < 1 and abs(wait.right - end) < 1
        ]
        if state is None or not state.waits_for:
            return
        if not here:
            if end - start > 1:
                yield f"{state.task} waits for {state.waits_for}, and that is not drawn"
            return
        (wait, *_) = here
        drawn.remove(wait)
        name = {ANSWER: "orders-answer", TURN: "orders-turn"}.get(state.waits_for, "orders-tasks")
        if state.strikes:
            name = "orders-turn"
        elif _is_blocked(state):
            name = "orders-stuck" if ever else "orders-blocked"
            pattern = "stuck" if ever else "blocked"
            if not re.fullmatch(rf"url\(#.*-{pattern}\)", wait.attributes.get("fill", "")):
                yield f"that {state.task} is blocked is not hatched as it must be"
            words = [t.words for t in cell.named("orders-word") if wait.covers(t)]
            primitive = state.waits_for.removeprefix("the ").removeprefix("a ")
            if words != [primitive] and (words or end - start > 60):
                yield f"{state.task} waits for {state.waits_for}, drawn is {words}"
            signs = [t.names for t in cell.named("orders-word") if wait.covers(t)]
            if any(f"orders-word-{pattern}" not in names for names in signs):
                yield f"the word for {state.waits_for} has another class"
        if name not in wait.names or ever != any("stuck" in one for one in wait.names):
            yield f"{state.task} waits for {state.waits_for}, drawn as {' '.join(wait.names)}"

    # The strip.

    def _about_strip(self) -> Iterator[str]:
        strips = [one for one in self.picture.iter("div") if one.get("class") == "orders-strip"]
        if len(self.orders) <= MOST_CELLS:
            if strips:
                yield "a strip of a few orders"
            return
        if len(strips) != 1:
            yield f"{len(strips)} strips"
            return
        total, share = (int(strips[0].get(f"data-{name}", "0")) for name in ("orders", "share"))
        if total != len(self.orders):
            yield f"the strip says that there are {total} orders of {len(self.orders)}"
        if len(self.bars) != -(-len(self.orders) // max(share, 1)):
            yield f"{len(self.bars)} bars of {share} each for {len(self.orders)} orders"
        captions = ["".join(p.itertext()) for p in self._paragraphs("orders-caption")]
        each = "one order" if share == 1 else f"{share} orders"
        if len(captions) != 1 or f"A bar is {each}:" not in captions[0]:
            yield f"the caption is {captions}, and a bar is {each}"
        known = {order.address: order for order in self.orders}
        seen: set[str] = set()
        verdicts: list[int] = []
        for bar in self.bars:
            address = bar.get("data-choices", "")
            order = known.get(address)
            if order is None or address in seen:
                yield f"no order, or one that has a bar already, is chosen by {address}"
                continue
            seen.add(address)
            verdicts.append({False: 0, None: 1, True: 2}[self.right[order.outcome]])
            yield from self._about_strip_bar(bar, order, share)
        if verdicts != sorted(verdicts):
            yield "the bars of wrong orders do not come first"
        if share > 1:
            yield from self._about_shares(seen, share)

    def _about_shares(self, seen: set[str], share: int) -> Iterator[str]:
        """Yield each outcome that has not its share of bars."""
        bars = Counter(order.outcome for order in self.orders if order.address in seen)
        for outcome, count in self.judged.orders.outcomes.items():
            if abs(bars[outcome] - count / share) >= 1:
                yield f"{bars[outcome]} bars of {share} for {count} orders that end in {outcome}"

    def _about_strip_bar(self, bar: ElementTree.Element, order: Order, share: int) -> Iterator[str]:
        right = self.right[order.outcome]
        sign = f"{SIGNS[right]} {order.outcome}"
        if bar.get("class", "").split() != ["orders-bar", CLASSES[right]]:
            yield f"a bar of {order.outcome} has the class {bar.get('class')}"
        if plain(bar.get("data-outcome", "")) != plain(sign):
            yield f"a bar of {order.outcome} says {bar.get('data-outcome')}"
        if bar.get("data-checksum") != order.checksum:
            yield f"a bar of {order.outcome} has the checksum of another order"
        (rect,) = shapes(bar)
        height = float(bar.get("height", "0"))
        is_tall = rect.bottom - rect.top > 0.9 * height
        if rect.bottom != height or is_tall == (right is True):
            yield f"a bar of {order.outcome} is {'tall' if is_tall else 'short'}"
        title = bar.findtext(f"{SVG}title")
        if title is None:
            if share == 1:
                yield f"a bar of {order.outcome} has no title"
            return
        told = {
            plain(f"{sign}: {_told(window, self.judged.orders.expressions)}")
            for length in range(len(order.steps) + 1)
            for window in self._windows(order, length)
        }
        if plain(title) not in told:
            yield f"the title of a bar is {title!r}"

    # The legend.

    def signs(self) -> set[str]:
        """Return the words of the signs that are drawn in cells."""
        drawn = {shape.names for group in self.cells for cell in group for shape in shapes(cell)}
        return {words for words, names in KEY.items() if names in drawn}

    # What is watched.

    def _about_values(self, cell: _Cell, window: Window) -> Iterator[str]:
        expressions = self.judged.orders.expressions
        rows = sorted(
            (s for s in cell.named("orders-label") if s.right <= cell.start), key=lambda s: s.y
        )
        if len(rows) != len(expressions):
            yield f"{len(expressions)} expressions are watched, and {len(rows)} rows have a name"
            return
        drawn = cell.named("stage-value")
        for number, (row, expression) in enumerate(zip(rows, expressions, strict=True)):
            if not _is_name_of(row.words, expression):
                yield f"the row of {expression} is called {row.words}"
            mine = sorted((s for s in drawn if abs(s.y - row.y) < 4), key=lambda s: s.left)
            drawn = [s for s in drawn if s not in mine]
            yield from self._about_row(cell, window, number, mine)
        for shape in drawn:
            yield f"a value at {shape.left:g} is in no row"

    def _about_row(
        self, cell: _Cell, window: Window, number: int, drawn: Sequence[Shape]
    ) -> Iterator[str]:
        expression = self.judged.orders.expressions[number]
        value = window.values_before[0][number] if window.steps else ""
        expected = [(cell.start, value)]
        for box, step in zip(cell.boxes, window.steps, strict=True):
            if step.values[number] != value:
                value = step.values[number]
                expected.append((box.left, value))
        ends = [x for x, _ in expected[1:]]
        spans = [
            (x, end, value)
            for (x, value), end in zip(expected, [*ends, None], strict=True)
            if value and end != x
        ]
        if len(spans) != len(drawn):
            yield f"{expression} has {len(spans)} values, drawn are {len(drawn)}"
            return
        for (x, end, value), shape in zip(spans, drawn, strict=True):
            if abs(shape.left - x) > 1 or (end is not None and abs(shape.right - end) > 3):
                yield f"{expression} is {value} from {x:g}, drawn from {shape.left:g}"
            words = [t.words for t in cell.named("orders-label") if shape.covers(t)]
            if len(words) != 1 or not (
                cut_from(words[0], value) and (words[0] == value or len(value) > LONGEST_VALUE)
            ):
                yield f"{expression} is {value}, drawn is {words}"

    # What the orders of an outcome have in common.

    def _about_common(self) -> Iterator[str]:
        """Yield what is wrong with what is said of all orders that end alike."""
        said = self._paragraphs("orders-common")
        if len(said) != (len(self.judged.verdicts) if len(self.orders) > MOST_CELLS else 0):
            yield f"of {len(said)} outcomes it is said who comes first"
        parts = list(self.picture.iter())
        for paragraph in said:
            before = parts[: parts.index(paragraph)]
            number = sum("orders-verdict" in part.get("class", "").split() for part in before) - 1
            outcome = self.judged.verdicts[number].outcome
            yield from self._about_claim("".join(paragraph.itertext()), outcome)

    def _about_claim(self, words: str, outcome: str) -> Iterator[str]:
        firsts = Counter(
            _lane(order.steps[self.common])
            for order in self.orders
            if order.outcome == outcome and len(order.steps) > self.common
        )
        if found := re.fullmatch(r"In all of them (.*) comes first\.", words):
            claimed = {found[1]: firsts.total()}
        elif found := re.fullmatch(r"Each of (\d+) tasks comes first in some of them\.", words):
            claimed = dict(firsts) if int(found[1]) == len(firsts) else {}
        else:
            words = words.replace(" comes first in", " in").replace(" of them", "")
            claimed = {
                name: int(count) for name, count in re.findall(r"(.*?) in (\d+)(?:, |\.$)", words)
            }
        if claimed != {plain(task): count for task, count in firsts.items()}:
            yield f"of those who come first it is said: {words}"


class _Cell:
    """The picture of one order."""

    def __init__(self, svg: ElementTree.Element) -> None:
        self.shapes = shapes(svg)
        self.lanes = {text.words: text.y for text in self.named("orders-task")}
        boxes = self.named("orders-box", "orders-silent", "stage-struck")
        self.boxes = sorted(boxes, key=lambda box: box.left)
        names = ("orders-answer", "orders-tasks", "orders-turn", "orders-blocked", "orders-stuck")
        self.waits = self.named(*names)
        self.start = min([box.left for box in self.boxes + self.waits], default=0.0)

    def named(self, *names: str) -> list[Shape]:
        """Return the shapes of some classes."""
        return [shape for shape in self.shapes if set(names) & set(shape.names)]

    def task_at(self, y: float) -> str:
        """Return the task in whose lane something is."""
        return min(self.lanes, key=lambda task: abs(self.lanes[task] - y), default="")

    def words_in(self, box: Shape) -> list[str]:
        """Return what stands in a box, line by line."""
        texts = [t for t in self.named("orders-words") if box.left <= t.left < box.right]
        inside = [text for text in texts if box.top - 1 <= text.y <= box.bottom + 1]
        return [text.words for text in sorted(inside, key=lambda text: text.y)]


def _says(shown: Sequence[str], step: OrderStep) -> bool:
    """Say whether a box shows what a step printed, without its name, and how it ended."""
    name = re.compile(rf"^{re.escape(step.task)}[: ]+(?=\S)")
    lines = [name.sub("", line.strip()) for line in step.printed.strip().splitlines()]
    if step.ended and not any(step.ended in line for line in lines):
        lines.append(step.ended)
    if shown and shown[-1] == "…" and len(lines) > len(shown) - 1:
        lines, shown = lines[: len(shown) - 1], shown[:-1]
    if plain(" ".join(shown)) == plain(" ".join(lines)):
        return True
    if len(shown) == len(lines):
        return all(
            plain(one) == plain(whole)
            or (one.endswith("…") and len(whole) > LONGEST_UNCUT and whole.startswith(one[:-1]))
            for one, whole in zip(shown, lines, strict=True)
        )
    pattern = r"\s*".join(
        f"{re.escape(one[:-1])}.*" if one.endswith("…") else re.escape(one)
        for one in map(plain, shown)
    )
    longest = max(map(len, lines), default=0)
    return longest > LONGEST_UNCUT and bool(re.fullmatch(pattern, plain(" ".join(lines))))


def _told(window: Window, expressions: Sequence[str]) -> str:
    """Return what is told of steps, and of what is watched where they change it."""
    told = []
    for step, before in zip(window.steps, window.values_before, strict=True):
        told.append(f"{_told_of(step)}.")
        told += [
            plain(f"{expression} is now {value}.")
            for expression, value, old in zip(expressions, step.values, before, strict=True)
            if value not in ("", old)
        ]
    return " ".join(told)


def _about_names(cell: ElementTree.Element) -> Iterator[str]:
    """Yield what is wrong with the names of the lanes, which stay while the rest scrolls."""
    parts = [svg.get("class") or svg.get("role") for svg in cell]
    if parts != ["stage-names", "img"]:
        yield f"a cell has the parts {parts}"
        return
    names, figure = cell
    if names.get("aria-hidden") != "true":
        yield "the names of the lanes are read out twice"
    right, start = float(names.get("width", "0")), float(figure.get("viewBox", "").split()[0])
    if abs(right - start) > 0.01:
        yield f"the names end at {right:g}, and the rest begins at {start:g}"
    for shape in shapes(names):
        if shape.left + cells(shape.words) * NARROW > right:
            yield f"{shape.words} is cut off"


def _is_name_of(shown: str, expression: str) -> bool:
    """Say whether a row is called by the last key of an expression, or by all of it."""
    key = re.search(r"\[['\"](\w+)['\"]\]$", expression)
    return cut_from(shown, key[1] if key else expression)


@cache
def _told_of(step: OrderStep) -> str:
    if step.strikes:
        return f"{plain(step.strikes)} is cancelled"
    lines = step.printed.strip().splitlines()
    said = ", ".join(plain(f"“{line.strip()}”") for line in lines)
    does = f"{plain(step.task)} prints {said}" if said else f"{plain(step.task)} goes on"
    if step.ended:
        return f"{does} and ends in {step.ended}"
    return f"{does} and waits for {step.waits_for}" if _is_blocked(step) else does


def _lane(step: OrderStep) -> str:
    """Return the task in whose lane a step is: that of the one who is cancelled, or its own."""
    return step.strikes or step.task


def _is_blocked(step: OrderStep) -> bool:
    """Say whether a task lacks something that another has to give: a primitive, or a future."""
    return step.blocked or step.waits_for == FUTURE
