"""The progress graph of two tasks: each is an axis, an order is a path, a lock is a hole.

After E. G. Coffman, M. J. Elphick and A. Shoshani, System Deadlocks, 1971.

The unit of an axis is one step of the task as it is when nobody is in its way. A step is a
stretch: the task takes locks, prints, and gives locks back, each at a place of its own. A task
that has to wait for a lock stands at the wall of the hole, so a blocked step takes it only as far
as that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from import_asyncio.errors import GuideError
from import_asyncio.orders import Order, OrderStep
from import_asyncio.recording import Act, Recording
from import_asyncio.verdicts import Judged, Verdict

Point = tuple[float, float]
Edge = tuple[Point, Point]


@dataclass(frozen=True)
class Area:
    """A rectangle in units of the axes."""

    left: float
    low: float
    right: float
    high: float

    @property
    def size(self) -> float:
        """How many square units it has."""
        return max(0, self.right - self.left) * max(0, self.high - self.low)

    @property
    def middle(self) -> Point:
        """Where its middle is."""
        return (self.left + self.right) / 2, (self.low + self.high) / 2

    def common(self, other: Area) -> Area:
        """Return what both have; its size is 0 where they have nothing in common."""
        return Area(
            max(self.left, other.left),
            max(self.low, other.low),
            min(self.right, other.right),
            min(self.high, other.high),
        )

    def beside(self, other: Area) -> Area:
        """Return the largest rectangle of this one that is clear of the other."""
        if not self.common(other).size:
            return self
        sides = (
            Area(self.left, self.low, other.left, self.high),
            Area(self.left, self.low, self.right, other.low),
            Area(other.right, self.low, self.right, self.high),
            Area(self.left, other.high, self.right, self.high),
        )
        return max(sides, key=lambda area: area.size)


@dataclass(frozen=True)
class Axis:
    """One task: its steps without anybody in the way, and where it has which lock.

    ``begin`` is with how many silent steps it begins in every order; they are no part of it.
    """

    task: str
    begin: int
    length: int
    holds: Mapping[str, Sequence[tuple[float, float]]]

    def steps(self, order: Order) -> list[OrderStep]:
        """Return the steps of the task in an order."""
        return [step for step in order.steps if step.task == self.task][self.begin :]

    def locks(self, place: float) -> set[str]:
        """Return the locks that the task has at a place, and that at whose wall it stands."""
        return {
            lock
            for lock, holds in self.holds.items()
            if any(begin <= place < end for begin, end in holds)
        }

    def walk(self, place: float, step: OrderStep, in_the_way: Set[str]) -> float:
        """Return where the task stands after a step that began at ``place``.

        Where it is blocked, that is the wall of the first lock that is ``in_the_way``.
        """
        end = int(place) + 1
        if not step.blocked:
            return min(end, self.length)
        walls = {
            wall: lock in in_the_way
            for lock, holds in self.holds.items()
            for wall, _ in holds
            if place < wall < end
        }
        known = [wall for wall, is_in_the_way in walls.items() if is_in_the_way]
        return min(known or walls, default=max(place, end - 0.5))

    def steps_by_unit(self, order: Order) -> Iterator[tuple[int, OrderStep]]:
        """Yield each step of the task in an order, and the unit in which it begins."""
        unit = 0
        for step in self.steps(order):
            yield unit, step
            unit = min(unit + (not step.blocked), self.length)


@dataclass(frozen=True)
class Graph:
    """The axes, across and up; the holes, by the name of the lock; each order's path, and its end.

    ``ends`` are, for each point at which paths end, the verdicts there by outcome, each with its
    number of paths.
    """

    judged: Judged
    axes: tuple[Axis, Axis]
    holes: Sequence[tuple[str, Area]]
    paths: Sequence[tuple[Verdict, Sequence[Point]]]
    ends: Mapping[Point, Mapping[str, tuple[Verdict, int]]]

    def corner(self, point: Point) -> Area | None:
        """Return what is common to a hole right of a point and one above it."""
        x, y = point
        right = [hole for _, hole in self.holes if hole.left == x and hole.low <= y < hole.high]
        above = [hole for _, hole in self.holes if hole.low == y and hole.left <= x < hole.right]
        return right[0].common(above[0]) if right and above else None

    def points(self) -> set[Point]:
        """Return where paths stand after a step."""
        return {point for _, path in self.paths for point in path}

    def edges(self) -> dict[Edge, set[bool | None]]:
        """Return each piece of a path from one point to the next, and which verdicts go there."""
        points = self.points()
        found: dict[Edge, set[bool | None]] = defaultdict(set)
        for verdict, path in self.paths:
            for begin, end in pairwise(path):
                passed = sorted(point for point in points if _between(point, begin, end))
                for edge in pairwise(passed):
                    found[edge].add(verdict.right)
        return found


def graph(judged: Judged, calm: Recording) -> Graph:
    """Make the graph of judged orders; ``calm`` is the recording of ``judged.orders.calmest()``.

    Raises ``GuideError`` where not exactly two tasks besides ``main`` take steps, and where one is
    cancelled from outside, which is no step of anybody.
    """
    orders = judged.orders.orders
    if judged.orders.cancel:
        raise GuideError(
            f"{judged.orders.filename}: a progress graph is of tasks that nobody cancels"
        )
    tasks = list(dict.fromkeys(step.task for order in orders for step in order.steps))
    names = [task for task in tasks if task not in ("main", "module", "callback")]
    if len(names) != 2:
        raise GuideError(
            f"{judged.orders.filename}: a progress graph is of two tasks besides main, "
            f"and here are {len(names)}"
        )
    across, up = (_axis(name, orders, judged.orders.calmest(), calm) for name in names)
    paths = [(judged.verdict(order), _path(order, (across, up))) for order in orders]
    return Graph(judged, (across, up), list(_holes(across, up)), paths, _ends(paths))


def _axis(task: str, orders: Sequence[Order], calmest: Order, calm: Recording) -> Axis:
    begin = _silent_begin(task, orders)
    length = sum(step.task == task for step in calmest.steps) - begin
    return Axis(task, begin, length, _holds(calm, task, begin, length))


def _silent_begin(task: str, orders: Sequence[Order]) -> int:
    """Return with how many silent steps a task begins in every order, one or none."""
    told = [[step for step in order.steps if step.task == task] for order in orders]
    first = {steps[0] for steps in told}
    alike = len(first) == 1 and not told[0][0].printed and not told[0][0].blocked
    return int(alike and told[0][0].line > 0 and min(map(len, told)) > 1)


def _holds(
    calm: Recording, task: str, begin: int, length: int
) -> dict[str, list[tuple[float, float]]]:
    """Return where a task takes and gives back each lock."""
    number = [entry.label for entry in calm.tasks].index(task)
    mine = [at for at, step in enumerate(calm.steps) if step.task == number]
    unit = {step: at - begin for at, step in enumerate(mine)}
    begins: dict[int, float] = {}
    ends: dict[int, float] = {}
    for step, at in unit.items():
        for act, share in _shares(calm, number, step):
            places = begins if act.verb == "takes" else ends
            places[act.what] = max(0.0, at + share)
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for hold, begin_at in begins.items():
        end_at = ends.get(hold, float(length))
        if begin_at < end_at:
            found[calm.primitives[calm.holds[hold].primitive].label].append((begin_at, end_at))
    return dict(found)


def _shares(calm: Recording, task: int, step: int) -> Iterator[tuple[Act, float]]:
    """Yield what a step of a task does with its locks, in its order, each at a share of the unit.

    What the step prints has its place after the last lock that it takes.
    """
    acts = [
        act
        for act in calm.acts
        if act.step == step
        and act.verb in ("takes", "gives back")
        and calm.holds[act.what].task == task
        and calm.primitives[calm.holds[act.what].primitive].kind == "lock"
    ]
    takes = [place for place, act in enumerate(acts) if act.verb == "takes"]
    last = max(takes, default=-1)
    for place, act in enumerate(acts):
        yield act, (place + 1 + (place > last)) / (len(acts) + 2)


def _holes(across: Axis, up: Axis) -> Iterator[tuple[str, Area]]:
    for lock in across.holds:
        for left, right in across.holds[lock]:
            for low, high in up.holds.get(lock, ()):
                yield lock, Area(left, low, right, high)


def _path(order: Order, axes: tuple[Axis, Axis]) -> list[Point]:
    places = [0.0, 0.0]
    path: list[Point] = [(0.0, 0.0)]
    left = [axis.begin for axis in axes]
    for step in order.steps:
        for number, axis in enumerate(axes):
            if axis.task == step.task and left[number]:
                left[number] -= 1
            elif axis.task == step.task:
                in_the_way = axes[1 - number].locks(places[1 - number])
                places[number] = axis.walk(places[number], step, in_the_way)
                path.append((places[0], places[1]))
    return path


def _ends(
    paths: Iterable[tuple[Verdict, Sequence[Point]]],
) -> dict[Point, dict[str, tuple[Verdict, int]]]:
    ends: dict[Point, dict[str, tuple[Verdict, int]]] = defaultdict(dict)
    for verdict, path in paths:
        _, count = ends[path[-1]].get(verdict.outcome, (verdict, 0))
        ends[path[-1]][verdict.outcome] = verdict, count + 1
    return dict(ends)


def _between(point: Point, begin: Point, end: Point) -> bool:
    return all(
        min(one, other) <= place <= max(one, other)
        for place, one, other in zip(point, begin, end, strict=True)
    )
