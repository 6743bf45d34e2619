"""The progress graph of two tasks: each is an axis, an order is a path, a lock is a hole.

After E. G. Coffman, M. J. Elphick and A. Shoshani, System Deadlocks, 1971.

The unit of an axis is one step of the task as it is when nobody is in its way. Within a step,
the places where the task takes and gives back a lock are halfway. A task that has to wait for
the lock stands at the wall of the hole, so a blocked step takes it only as far as that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from import_asyncio.errors import GuideError
from import_asyncio.orders import Judged, Order, Step, Verdict
from import_asyncio.program import Program
from import_asyncio.retell import retell

NARROWEST = 96
TOP = 44
BOTTOM = 62
SIDE = 10
CHARACTER = 6.65
SMALL = 6.1
OFFSET = 3.5
ROOM_RIGHT = 130

Point = tuple[float, float]
Hole = tuple[str, Point, Point]


def draw(program: Program, judged: Judged, *, prefix: str) -> str:
    """Draw the progress of two tasks as an SVG element with a title and a description.

    ``judged`` are the orders of ``program``. ``prefix`` begins every id. The rules are in
    ``docs/assets/orders.css``. Raises ``GuideError`` for a program in which not exactly two tasks
    besides ``main`` take steps.
    """
    return "\n".join(_Graph(program, judged, prefix).svg())


class _Axis:
    """One task: its steps without anybody in the way, and where it has which lock."""

    def __init__(self, task: str, steps: Sequence[Step]) -> None:
        self.task = task
        self.steps = list(steps)
        self.takes: list[float] = []
        self.holds: dict[str, list[tuple[float, float]]] = defaultdict(list)

    @property
    def length(self) -> int:
        return len(self.steps)

    def walk(self, place: float, step: Step) -> float:
        """Return where the task stands after a step that began at ``place``."""
        end = int(place) + 1
        if not step.blocked:
            return min(end, self.length)
        return min((take for take in self.takes if place < take < end), default=end - 0.5)


class _Graph:
    def __init__(self, program: Program, judged: Judged, prefix: str) -> None:
        self.judged = judged
        self.prefix = escape(prefix, quote=True)
        orders = judged.orders.orders
        tasks = list(dict.fromkeys(step.task for order in orders for step in order.steps))
        names = [task for task in tasks if task not in ("main", "module", "callback")]
        if len(names) != 2:
            raise GuideError(
                f"{program.filename}: a progress graph is of two tasks besides main, "
                f"and here are {len(names)}"
            )
        calm = min(orders, key=lambda order: (sum(s.blocked for s in order.steps), order.switches))
        self.begin = self._begin(names)
        self.axes = [_Axis(name, self._steps(calm, name)) for name in names]
        self._find_locks(program, calm)
        self.holes = list(self._holes())
        self.paths = [(order, self._path(order)) for order in orders]
        labels = [words for words in self._labels(1) if words]
        beside = max(map(len, self._labels(0)), default=0) * CHARACTER + 12
        self.unit = max(NARROWEST, beside)
        self.left = max([len(words) for words in labels], default=0) * CHARACTER + 30
        self.width = self.left + self.axes[0].length * self.unit + ROOM_RIGHT
        self.height = TOP + self.axes[1].length * self.unit + BOTTOM

    def _begin(self, names: Sequence[str]) -> dict[str, int]:
        """Return for each task with how many silent steps it begins in every order."""
        result = {}
        for name in names:
            told = [
                [step for step in order.steps if step.task == name]
                for order in self.judged.orders.orders
            ]
            first = {steps[0] for steps in told}
            alike = len(first) == 1 and not told[0][0].printed and not told[0][0].blocked
            result[name] = int(alike and told[0][0].line > 0 and min(map(len, told)) > 1)
        return result

    def _steps(self, order: Order, name: str) -> list[Step]:
        return [step for step in order.steps if step.task == name][self.begin[name] :]

    def _find_locks(self, program: Program, calm: Order) -> None:
        """Note where each task takes and gives back each lock, from a recording."""
        seen = retell(program, calm)
        for axis in self.axes:
            task = next(number for number, task in enumerate(seen.tasks) if task.label == axis.task)
            mine = [number for number, step in enumerate(seen.steps) if step.task == task]
            unit = {step: number - self.begin[axis.task] for number, step in enumerate(mine)}
            holds = [
                hold
                for hold in seen.holds
                if hold.task == task
                and seen.primitives[hold.primitive].kind == "lock"
                and hold.begin in unit
            ]
            for hold in holds:
                end = unit[hold.end] + 0.5 if hold.end in unit else axis.length
                label = seen.primitives[hold.primitive].label
                axis.holds[label].append((unit[hold.begin] + 0.5, end))
                axis.takes.append(unit[hold.begin] + 0.5)

    def _holes(self) -> Iterator[Hole]:
        across, up = self.axes
        for lock in across.holds:
            for left, right in across.holds[lock]:
                for low, high in up.holds.get(lock, ()):
                    yield lock, (left, low), (right, high)

    def _path(self, order: Order) -> list[Point]:
        places = [0.0, 0.0]
        path: list[Point] = [(0.0, 0.0)]
        left = dict(self.begin)
        for step in order.steps:
            for number, axis in enumerate(self.axes):
                if axis.task == step.task:
                    if left[axis.task]:
                        left[axis.task] -= 1
                        continue
                    places[number] = axis.walk(places[number], step)
                    path.append((places[0], places[1]))
        return path

    def _labels(self, number: int) -> list[str]:
        """Return what each step of an axis prints, with dots where that differs by order."""
        axis = self.axes[number]
        result = []
        for unit in range(axis.length):
            words = sorted(
                {
                    step.printed.strip().replace("\n", " / ")
                    for order in self.judged.orders.orders
                    for step in self._solo(order, number, unit)
                    if step.printed.strip()
                }
            )
            if not words:
                taken = [
                    lock
                    for lock in axis.holds
                    for begin, _ in axis.holds[lock]
                    if int(begin) == unit
                ]
                result.append(f"takes {taken[0]}" if taken else "")
            elif len(words) == 1:
                result.append(words[0])
            else:
                result.append(_common(words) + "…")
        return result

    def _solo(self, order: Order, number: int, unit: int) -> list[Step]:
        """Return the steps of one task in an order that take it through one unit."""
        axis = self.axes[number]
        place, found = 0.0, []
        for step in self._steps(order, axis.task):
            if int(place) == unit:
                found.append(step)
            place = axis.walk(place, step)
        return found

    # Drawing.

    def _x(self, x: float) -> float:
        return self.left + x * self.unit

    def _y(self, y: float) -> float:
        return TOP + (self.axes[1].length - y) * self.unit

    def svg(self) -> Iterator[str]:
        title, words = f"{self.prefix}-title", f"{self.prefix}-desc"
        across, up = self.axes
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="orders orders-progress" '
            f'width="{self.width:.0f}" height="{self.height:.0f}" '
            f'viewBox="0 0 {self.width:.0f} {self.height:.0f}" role="img" '
            f'aria-labelledby="{title} {words}">'
        )
        name = f"The progress of {across.task} and {up.task}: {self.judged.sentence()}"
        yield f'<title id="{title}">{escape(name)}</title>'
        yield f'<desc id="{words}">{escape(self._describe())}</desc>'
        yield (
            f'<defs><pattern id="{self.prefix}-hole" width="8" height="8" '
            'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            '<rect class="orders-stripe" width="2" height="8"/></pattern></defs>'
        )
        yield from self._grid()
        yield from self._draw_holes()
        yield from self._edges()
        yield from self._ends()
        yield "</svg>"

    def _describe(self) -> str:
        across, up = self.axes
        sentences = [
            f"To the right: the steps of {across.task}. Upwards: the steps of {up.task}. "
            "Each order is a path from the lower left corner. " + self.judged.sentence()
        ]
        for lock, (left, low), (right, high) in self.holes:
            sentences.append(
                f"Nobody can enter the square from {left:g} to {right:g} across and from {low:g} "
                f"to {high:g} up, where both would hold the {lock}."
            )
        return " ".join(sentences)

    def _grid(self) -> Iterator[str]:
        across, up = self.axes
        for x in range(across.length + 1):
            yield _line("orders-grid", self._x(x), self._y(0), self._x(x), self._y(up.length))
        for y in range(up.length + 1):
            yield _line("orders-grid", self._x(0), self._y(y), self._x(across.length), self._y(y))
        bottom = self._y(0)
        for unit, words in enumerate(self._labels(0)):
            yield _text("orders-label", self._x(unit + 0.5), bottom + 22, words, "middle")
        for unit, words in enumerate(self._labels(1)):
            yield _text("orders-label", self.left - 12, self._y(unit + 0.5) + 4, words, "end")
        yield _text(
            "orders-task",
            self._x(across.length / 2),
            bottom + 44,
            f"{across.task} goes on →",
            "middle",
        )
        yield _text("orders-task", SIDE, TOP - 20, f"↑ {up.task} goes on", "start")

    def _draw_holes(self) -> Iterator[str]:
        for _, (left, low), (right, high) in self.holes:
            x, y = self._x(left), self._y(high)
            width, height = self._x(right) - x, self._y(low) - y
            yield (
                f'<rect class="orders-hole" fill="url(#{self.prefix}-hole)" x="{x:g}" y="{y:g}" '
                f'width="{width:g}" height="{height:g}" rx="4"/>'
            )
        for number, (lock, (left, low), (right, high)) in enumerate(self.holes):
            x, y = (left + right) / 2, (low + high) / 2
            if len(self.holes) > 1:  # holes overlap: each has its words in an end of its own
                x, y = (left + 0.5, y) if number % 2 == 0 else (x, low + 0.5)
            yield from self._plate(x, y, "both hold", lock if len(self.holes) > 1 else "the lock")

    def _plate(self, x: float, y: float, *lines: str) -> Iterator[str]:
        room = max(map(len, lines)) * SMALL + 6
        yield (
            f'<rect class="orders-plate" x="{self._x(x) - room / 2:g}" y="{self._y(y) - 14:g}" '
            f'width="{room:g}" height="28" rx="3"/>'
        )
        for number, words in enumerate(lines):
            yield _text("orders-word", self._x(x), self._y(y) - 3 + 13 * number, words, "middle")

    def _edges(self) -> Iterator[str]:
        kinds: dict[tuple[Point, Point], set[bool | None]] = defaultdict(set)
        for order, path in self.paths:
            for edge in pairwise(path):
                kinds[edge].add(self.judged.verdict(order).right)
        points = {point for edge in kinds for point in edge}
        for ((x1, y1), (x2, y2)), verdicts in kinds.items():
            for number, right in enumerate(sorted(verdicts, key=str)):
                shift = (number - (len(verdicts) - 1) / 2) * 2 * OFFSET
                dx, dy = (shift, 0) if x1 == x2 else (0, shift)
                name = {True: "right", False: "wrong", None: "open"}[right]
                yield _line(
                    f"orders-path orders-{name}",
                    self._x(x1) + dx,
                    self._y(y1) + dy,
                    self._x(x2) + dx,
                    self._y(y2) + dy,
                )
        for x, y in sorted(points):
            yield f'<circle class="orders-stand" cx="{self._x(x):g}" cy="{self._y(y):g}" r="4"/>'

    def _ends(self) -> Iterator[str]:
        ends: dict[Point, dict[str, tuple[Verdict, int]]] = defaultdict(dict)
        for order, path in self.paths:
            verdict = self.judged.verdict(order)
            _, count = ends[path[-1]].get(verdict.outcome, (verdict, 0))
            ends[path[-1]][verdict.outcome] = verdict, count + 1
        for (x, y), verdicts in ends.items():
            for number, (verdict, count) in enumerate(verdicts.values()):
                stuck = verdict.outcome == "deadlock"
                words = f"{verdict.sign} {count}: {'stuck here' if stuck else verdict.outcome}"
                name = {True: "right", False: "wrong", None: "open"}[verdict.right]
                row = self._y(y) - 8 + 16 * number
                if stuck:
                    room = len(words) * CHARACTER + 8
                    yield (
                        f'<rect class="orders-plate" x="{self._x(x) + 8:g}" y="{row - 15:g}" '
                        f'width="{room:g}" height="16" rx="2"/>'
                    )
                    row -= 3
                yield _text(f"orders-{name}", self._x(x) + 12, row, words, "start")


def _common(words: Sequence[str]) -> str:
    first, last = words[0], words[-1]
    length = 0
    while length < min(len(first), len(last)) and first[length] == last[length]:
        length += 1
    return first[:length].rstrip() + " "


def _line(name: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="{name}" x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"/>'


def _text(name: str, x: float, y: float, words: str, anchor: str) -> str:
    return f'<text class="{name}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(words)}</text>'
