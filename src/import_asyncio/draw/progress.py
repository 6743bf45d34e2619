"""The progress graph of two tasks: each is an axis, an order is a path, a lock is a hole.

After E. G. Coffman, M. J. Elphick and A. Shoshani, System Deadlocks, 1971.

The unit of an axis is one step of the task as it is when nobody is in its way. A step is a
stretch: the task takes locks, prints, and gives locks back, each at a place of its own. A task
that has to wait for a lock stands at the wall of the hole, so a blocked step takes it only as far
as that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from import_asyncio.draw.orders_words import broken, own_words
from import_asyncio.draw.text import escape
from import_asyncio.errors import GuideError
from import_asyncio.explore.replay import record_order
from import_asyncio.orders import Order, OrderStep
from import_asyncio.program import Program
from import_asyncio.recording import Hold
from import_asyncio.verdicts import Judged, Verdict

NARROWEST = 100
TOP = 26
ROW = 16
BOTTOM = 40
SIDE = 10
LINE = 13
CHARACTER = 6.65
SMALL = 6.1
MARGIN = 5
OFFSET = 3.5
CLASS = {True: "right", False: "wrong", None: "open"}

Point = tuple[float, float]


def draw_progress(program: Program, judged: Judged, *, prefix: str) -> str:
    """Draw the progress of two tasks as an SVG element with a title and a description.

    ``judged`` are the orders of ``program``. ``prefix`` begins every id. The rules are in
    ``docs/assets/orders.css``. Raises ``GuideError`` for a program in which not exactly two tasks
    besides ``main`` take steps.
    """
    return "\n".join(_Graph(program, judged, prefix).svg())


@dataclass(frozen=True)
class _Area:
    """A rectangle in units of the axes."""

    left: float
    low: float
    right: float
    high: float

    @property
    def size(self) -> float:
        return max(0, self.right - self.left) * max(0, self.high - self.low)

    @property
    def middle(self) -> Point:
        return (self.left + self.right) / 2, (self.low + self.high) / 2

    def common(self, other: _Area) -> _Area:
        """Return what both have; its size is 0 where they have nothing in common."""
        return _Area(
            max(self.left, other.left),
            max(self.low, other.low),
            min(self.right, other.right),
            min(self.high, other.high),
        )

    def beside(self, other: _Area) -> _Area:
        """Return the largest rectangle of this one that is clear of the other."""
        if not self.common(other).size:
            return self
        sides = (
            _Area(self.left, self.low, other.left, self.high),
            _Area(self.left, self.low, self.right, other.low),
            _Area(other.right, self.low, self.right, self.high),
            _Area(self.left, other.high, self.right, self.high),
        )
        return max(sides, key=lambda area: area.size)


@dataclass(frozen=True)
class _Label:
    """Lines of text in the middle of an area, on a plate."""

    name: str
    lines: tuple[str, ...]
    area: _Area

    @property
    def width(self) -> float:
        return max(map(len, self.lines)) * SMALL + 2 * MARGIN

    @property
    def height(self) -> float:
        return len(self.lines) * LINE + MARGIN

    @property
    def unit(self) -> float:
        """How many pixels a unit needs for the label to fit."""
        return max(
            (self.width + MARGIN) / (self.area.right - self.area.left),
            (self.height + MARGIN) / (self.area.high - self.area.low),
        )


def _fitting(name: str, words: tuple[str, ...], area: _Area) -> _Label:
    """Return a label in two lines, or with each word in a line where that needs less room."""
    below = _Label(name, words, area)
    beside = _Label(name, (" ".join(words[:-1]), words[-1]), area)
    return below if below.unit < beside.unit > NARROWEST else beside


class _Axis:
    """One task: its steps without anybody in the way, and where it has which lock."""

    def __init__(self, task: str, steps: Sequence[OrderStep]) -> None:
        self.task = task
        self.steps = list(steps)
        self.takes: list[float] = []
        self.holds: dict[str, list[tuple[float, float]]] = defaultdict(list)

    @property
    def length(self) -> int:
        return len(self.steps)

    def walk(self, place: float, step: OrderStep) -> float:
        """Return where the task stands after a step that began at ``place``."""
        end = int(place) + 1
        if not step.blocked:
            return min(end, self.length)
        halfway = max(place, end - 0.5)
        return min((take for take in self.takes if place < take < end), default=halfway)


class _Graph:
    def __init__(self, program: Program, judged: Judged, prefix: str) -> None:
        self.judged = judged
        self.prefix = escape(prefix)
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
        self.ends = self._count_ends()
        self.plates = [*self._in_holes(), *self._in_corners()]
        self.words = [self._labels(0), self._labels(1)]
        under, beside = (
            max((len(line) for lines in labels for line in lines), default=0) * CHARACTER
            for labels in self.words
        )
        self.unit = max([NARROWEST, under + 12, *(plate.unit for plate in self.plates)])
        self.left = beside + 24
        at_ends = list(self._at_ends())
        top = self.axes[1].length
        beside_it = (
            self._x(x) + 12 + len(words) * CHARACTER for (x, y), _, words in at_ends if y < top
        )
        self.top = TOP + 2 + ROW * max(1, sum(y == top for (_, y), _, _ in at_ends))
        self.width = max([self._x(self.axes[0].length), *beside_it]) + SIDE
        under_lines = max(map(len, self.words[0]), default=0)
        self.height = self.top + top * self.unit + BOTTOM + under_lines * LINE

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

    def _steps(self, order: Order, name: str) -> list[OrderStep]:
        return [step for step in order.steps if step.task == name][self.begin[name] :]

    def _find_locks(self, program: Program, calm: Order) -> None:
        """Note where each task takes and gives back each lock, from a recording."""
        seen = record_order(program, calm)
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
            for hold, (begin, end) in zip(holds, _places(holds, unit, axis.length), strict=True):
                axis.holds[seen.primitives[hold.primitive].label].append((begin, end))
                axis.takes.append(begin)

    def _holes(self) -> Iterator[tuple[str, _Area]]:
        across, up = self.axes
        for lock in across.holds:
            for left, right in across.holds[lock]:
                for low, high in up.holds.get(lock, ()):
                    yield lock, _Area(left, low, right, high)

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

    def _count_ends(self) -> dict[Point, dict[str, tuple[Verdict, int]]]:
        """Return for each point at which paths end how many there have which outcome."""
        ends: dict[Point, dict[str, tuple[Verdict, int]]] = defaultdict(dict)
        for order, path in self.paths:
            verdict = self.judged.verdict(order)
            _, count = ends[path[-1]].get(verdict.outcome, (verdict, 0))
            ends[path[-1]][verdict.outcome] = verdict, count + 1
        return ends

    def _in_holes(self) -> Iterator[_Label]:
        for lock, hole in self.holes:
            area = hole
            for _, other in self.holes:
                if other != hole and other.size <= hole.size:
                    area = area.beside(other)
            name = "the lock" if lock == "lock" else lock.removeprefix("lock ")
            yield _fitting("word", ("both", "hold", name), area)

    def _in_corners(self) -> Iterator[_Label]:
        """Yield what stands behind a corner of two holes in which paths end."""
        for point, verdicts in self.ends.items():
            corner = self._corner(point)
            if corner is not None:
                for verdict, count in verdicts.values():
                    words = (f"{verdict.sign} {count}:", "stuck", "here")
                    yield _fitting(_class(verdict), words, corner)

    def _corner(self, point: Point) -> _Area | None:
        """Return what is common to a hole right of a point and one above it."""
        x, y = point
        right = [hole for _, hole in self.holes if hole.left == x and hole.low <= y < hole.high]
        above = [hole for _, hole in self.holes if hole.low == y and hole.left <= x < hole.right]
        return right[0].common(above[0]) if right and above else None

    def _at_ends(self) -> Iterator[tuple[Point, str, str]]:
        """Yield the place of each end in the open, what class of text stands there, and which."""
        for point, verdicts in self.ends.items():
            if self._corner(point) is None:
                for verdict, count in verdicts.values():
                    yield point, _class(verdict), f"{verdict.sign} {count}: {verdict.outcome}"

    def _labels(self, number: int) -> list[list[str]]:
        """Return what each step of an axis prints, with dots where that differs by order."""
        axis = self.axes[number]
        result = []
        for unit in range(axis.length):
            words = sorted(
                {
                    " / ".join(own_words(step))
                    for order in self.judged.orders.orders
                    for step in self._solo(order, number, unit)
                    if step.printed.strip()
                }
            )
            if not words:
                taken = [lock for lock in axis.holds if _takes_in(axis.holds[lock], unit)]
                words = [f"takes {taken[0]}"] if taken else [""]
            result.append(broken(words[0] if len(words) == 1 else _common(words) + "…"))
        return result

    def _solo(self, order: Order, number: int, unit: int) -> list[OrderStep]:
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
        return self.top + (self.axes[1].length - y) * self.unit

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
        yield from self._draw_ends()
        yield "</svg>"

    def _describe(self) -> str:
        across, up = self.axes
        sentences = [
            f"To the right: the steps of {across.task}. Upwards: the steps of {up.task}. "
            f"Each order is a path from the lower left corner. {self.judged.sentence()}"
        ]
        sentences += [
            f"No path enters the hatched rectangle where both would hold the {lock}."
            for lock in dict.fromkeys(lock for lock, _ in self.holes)
        ]
        for point, verdicts in self.ends.items():
            paths = sum(count for _, count in verdicts.values())
            if self._corner(point) is not None:
                sentences.append(
                    f"{paths} {'path ends' if paths == 1 else 'paths end'} in the corner between "
                    f"two of them, where neither {across.task} nor {up.task} can go on."
                )
        return " ".join(sentences)

    def _grid(self) -> Iterator[str]:
        across, up = self.axes
        for unit in range(across.length + 1):
            x = self._x(unit)
            yield _line("orders-grid", x, self._y(0), x, self._y(up.length))
        for unit in range(up.length + 1):
            y = self._y(unit)
            yield _line("orders-grid", self._x(0), y, self._x(across.length), y)
        for unit, lines in enumerate(self.words[0]):
            yield from _lines("orders-label", self._x(unit + 0.5), self._y(0) + 22, lines, "middle")
        for unit, lines in enumerate(self.words[1]):
            y = self._y(unit + 0.5) + 4 - (len(lines) - 1) * LINE / 2
            yield from _lines("orders-label", self.left - 12, y, lines, "end")
        x, y = self._x(across.length / 2), self.height - 12
        yield _text("orders-task", x, y, f"{across.task} goes on →", "middle")
        yield _text("orders-task", SIDE, TOP - 8, f"↑ {up.task} goes on", "start")

    def _draw_holes(self) -> Iterator[str]:
        for _, hole in self.holes:
            x, y = self._x(hole.left), self._y(hole.high)
            width, height = self._x(hole.right) - x, self._y(hole.low) - y
            yield (
                f'<rect class="orders-hole" fill="url(#{self.prefix}-hole)" x="{x:g}" y="{y:g}" '
                f'width="{width:g}" height="{height:g}"/>'
            )
        for plate in self.plates:
            x, y = self._x(plate.area.middle[0]), self._y(plate.area.middle[1])
            yield (
                f'<rect class="orders-plate" x="{x - plate.width / 2:g}" '
                f'y="{y - plate.height / 2:g}" width="{plate.width:g}" '
                f'height="{plate.height:g}" rx="3"/>'
            )
            first = y + 3.5 - (len(plate.lines) - 1) * LINE / 2
            yield from _lines(f"orders-word orders-{plate.name}", x, first, plate.lines, "middle")

    def _edges(self) -> Iterator[str]:
        points = {point for _, path in self.paths for point in path}
        kinds: dict[tuple[Point, Point], set[bool | None]] = defaultdict(set)
        for order, path in self.paths:
            for begin, end in pairwise(path):
                passed = sorted(point for point in points if _between(point, begin, end))
                for edge in pairwise(passed):
                    kinds[edge].add(self.judged.verdict(order).right)
        for ((x1, y1), (x2, y2)), verdicts in kinds.items():
            # Where paths of several kinds run side by side, the wrong ones keep to the diagonal.
            outwards = 1 if x1 + x2 > y1 + y2 else -1
            for number, right in enumerate(sorted(verdicts, key=str)):
                shift = outwards * (number - (len(verdicts) - 1) / 2) * 2 * OFFSET
                dx, dy = (shift, 0) if x1 == x2 else (0, shift)
                name = CLASS[right]
                yield _line(
                    f"orders-path orders-{name}",
                    self._x(x1) + dx,
                    self._y(y1) + dy,
                    self._x(x2) + dx,
                    self._y(y2) + dy,
                )
        for x, y in sorted(points):
            yield f'<circle class="orders-stand" cx="{self._x(x):g}" cy="{self._y(y):g}" r="4.5"/>'

    def _draw_ends(self) -> Iterator[str]:
        """Write how many paths end how: above the top, or right of an end below it."""
        rows: dict[Point, int] = defaultdict(int)
        above = TOP + 6
        for (x, y), name, words in self._at_ends():
            if y == self.axes[1].length:
                yield _text(f"orders-{name}", self._x(x), above, words, "end")
                above += ROW
            else:
                row = self._y(y) - 8 + ROW * rows[x, y]
                yield _text(f"orders-{name}", self._x(x) + 12, row, words, "start")
                rows[x, y] += 1


def _places(
    holds: Sequence[Hold], unit: dict[int, int], length: int
) -> Iterable[tuple[float, float]]:
    """Return for each hold of a task the places of its axis where it begins and ends.

    ``unit`` says in which unit of the axis a step of the recording is. Within a step, what it
    prints stands between the locks that it takes and those that it gives back, and the lock taken
    last is given back first.
    """
    begins, ends = [0.0] * len(holds), [float(length)] * len(holds)
    for number in range(length):
        taken = [n for n, hold in enumerate(holds) if unit[hold.begin] == number]
        given = [
            n
            for n, hold in enumerate(holds)
            if hold.end is not None and unit.get(hold.end) == number
        ]
        again = {holds[n].primitive for n in taken}
        before = [n for n in given if n not in taken and holds[n].primitive in again]
        after = [n for n in reversed(given) if n not in before]
        share = 1 / (len(before) + len(taken) + len(after) + 2)
        for place, n in enumerate(before, start=1):
            ends[n] = number + place * share
        for place, n in enumerate(taken, start=1 + len(before)):
            begins[n] = number + place * share
        for place, n in enumerate(after, start=2 + len(before) + len(taken)):
            ends[n] = number + place * share
    return zip(begins, ends, strict=True)


def _takes_in(holds: Iterable[tuple[float, float]], unit: int) -> bool:
    return any(int(begin) == unit for begin, _ in holds)


def _between(point: Point, begin: Point, end: Point) -> bool:
    return all(
        min(one, other) <= place <= max(one, other)
        for place, one, other in zip(point, begin, end, strict=True)
    )


def _class(verdict: Verdict) -> str:
    return CLASS[verdict.right]


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


def _lines(name: str, x: float, y: float, lines: Sequence[str], anchor: str) -> Iterator[str]:
    for number, words in enumerate(lines):
        yield _text(name, x, y + number * LINE, words, anchor)
