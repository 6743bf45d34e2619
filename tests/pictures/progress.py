"""Reads a progress graph back and says what in it does not agree with the orders.

What must be there follows from recordings of the orders: which step of which task takes which
lock and gives it back, where a task is blocked and by what. To the right goes one task, upwards
the other; a step is a unit. A task that is not blocked goes on to the end of the unit, one that is
blocked by a lock stands where it would take it. A hole is where both would have one lock.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from xml.etree import ElementTree

from import_asyncio.orders import Order
from import_asyncio.recording import Recording
from import_asyncio.verdicts import Judged
from pictures.svg import SVG, Shape, plain, shapes

CLASSES = {True: "orders-right", False: "orders-wrong", None: "orders-open"}
SIGNS = {True: "✓", False: "✗", None: "?"}
NEAR = 9

Point = tuple[float, float]
Interval = tuple[float, float]


def complaints(svg: str, judged: Judged, recordings: Mapping[Order, Recording]) -> list[str]:
    """Return what is wrong with a progress graph, given a recording of each order."""
    return list(Graph(svg, judged, recordings).complaints())


class Graph:
    """The progress graph of two tasks, in units of its axes."""

    def __init__(self, svg: str, judged: Judged, recordings: Mapping[Order, Recording]) -> None:
        self.root = ElementTree.fromstring(svg)
        self.shapes = shapes(self.root)
        self.judged = judged
        self.orders = judged.orders.orders
        self.recordings = recordings
        grid = self._named("orders-grid")
        self.xs = sorted({line.x for line in grid if line.left == line.right})
        self.ys = sorted({line.y for line in grid if line.top == line.bottom}, reverse=True)
        self.unit = (self.xs[-1] - self.xs[0]) / (len(self.xs) - 1)
        self.lengths = len(self.xs) - 1, len(self.ys) - 1
        names = [text.words for text in self._named("orders-task")]
        across = [words.removesuffix(" goes on →") for words in names if words.endswith("→")]
        up = [words[2:].removesuffix(" goes on") for words in names if words.startswith("↑")]
        self.names = *across, *up
        blocked = {order: sum(step.blocked for step in order.steps) for order in self.orders}
        self.calm = recordings[min(self.orders, key=lambda order: blocked[order])]

    def complaints(self) -> Iterator[str]:
        """Yield what is wrong."""
        expected = {step.task for order in self.orders for step in order.steps}
        if set(self.names) != expected - {"main", "module", "callback"} or len(self.names) != 2:
            yield f"the axes are {self.names}, and the tasks {sorted(expected)}"
            return
        yield from self._about_units()
        yield from self._about_holes()
        yield from self._about_paths()
        yield from self._about_side_by_side()
        yield from self._about_ends()
        yield from self._about_labels()
        yield from self._about_words()

    def _named(self, *names: str) -> list[Shape]:
        return [shape for shape in self.shapes if set(names) & set(shape.names)]

    def _place(self, x: float, y: float) -> Point:
        """Return a place of the picture in units."""
        return round((x - self.xs[0]) / self.unit, 2), round((self.ys[0] - y) / self.unit, 2)

    # The axes.

    def _steps(self, recording: Recording, axis: int) -> list[int]:
        """Return the steps of a recording that the task of an axis took."""
        task = [entry.label for entry in recording.tasks].index(self.names[axis])
        return [number for number, step in enumerate(recording.steps) if step.task == task]

    def _omitted(self, axis: int) -> int:
        return len(self._steps(self.calm, axis)) - self.lengths[axis]

    def _about_units(self) -> Iterator[str]:
        for axis, name in enumerate(self.names):
            if self._omitted(axis) not in (0, 1):
                steps = len(self._steps(self.calm, axis))
                yield f"{name} takes {steps} steps, and its axis has {self.lengths[axis]}"
            elif self._omitted(axis):
                first = [self._steps(one, axis)[0] for one in self.recordings.values()]
                printing = [
                    step
                    for step, recording in zip(first, self.recordings.values(), strict=True)
                    if any(line.step == step for line in recording.prints)
                ]
                if printing:
                    yield f"the first step of {name} prints, and is left out"
        for lines in (self.xs, self.ys):
            if any(abs(abs(one - other) - self.unit) > 0.5 for one, other in pairwise(lines)):
                yield "the units of the axes differ"

    # Holes.

    @cached_property
    def holes(self) -> list[tuple[Interval, Interval]]:
        """Where the holes are: from left to right, and from below upwards."""
        found = []
        for hole in self._named("orders-hole"):
            left, high = self._place(hole.left, hole.top)
            right, low = self._place(hole.right, hole.bottom)
            found.append(((left, right), (low, high)))
        return found

    def _about_holes(self) -> Iterator[str]:
        left = list(self.holes)
        at: dict[tuple[int, str, int], set[float]] = defaultdict(set)
        for across, up in self._common():
            fitting = [
                hole
                for hole in left
                if self._fits(0, across, hole[0]) and self._fits(1, up, hole[1])
            ]
            if not fitting:
                yield f"no hole is where both hold {self._lock(across)}"
                continue
            hole = fitting[0]
            left.remove(hole)
            for axis, hold in enumerate((across, up)):
                at[axis, "takes", hold].add(hole[axis][0])
                at[axis, "gives back", hold].add(hole[axis][1])
        for hole in left:
            yield f"in the hole {hole} nobody holds anything"
        yield from self._about_order_in_steps(at)
        plates = [words for words, name, _ in self.plates if name == "orders-word"]
        names = Counter(f"both hold {self._lock(across)}" for across, _ in self._common())
        if Counter(plates) != names:
            yield f"in the holes stands {plates}, and it is {sorted(names)}"
        for words, name, (x, y) in self.plates:
            if name == "orders-word" and not any(
                x0 < x < x1 and y0 < y < y1 and words == f"both hold {self._lock(across)}"
                for (across, _), ((x0, x1), (y0, y1)) in self._holes_of_holds()
            ):
                yield f"{words} stands in no hole of its own"

    def _holes_of_holds(self) -> Iterator[tuple[tuple[int, int], tuple[Interval, Interval]]]:
        for across, up in self._common():
            for hole in self.holes:
                if self._fits(0, across, hole[0]) and self._fits(1, up, hole[1]):
                    yield (across, up), hole

    def _common(self) -> list[tuple[int, int]]:
        """Return each hold of the one with each of the other that are of the same lock."""
        holds = [self._holds(0), self._holds(1)]
        primitive = {n: self.calm.holds[n].primitive for side in holds for n in side}
        return [(a, b) for a in holds[0] for b in holds[1] if primitive[a] == primitive[b]]

    def _holds(self, axis: int) -> list[int]:
        """Return what a task holds at a place of its axis: not what is over by then."""
        before = self._steps(self.calm, axis)[: self._omitted(axis)]
        task = [entry.label for entry in self.calm.tasks].index(self.names[axis])
        return [
            number
            for number, hold in enumerate(self.calm.holds)
            if hold.task == task
            and self.calm.primitives[hold.primitive].kind == "lock"
            and hold.end not in before
        ]

    def _lock(self, hold: int) -> str:
        label = self.calm.primitives[self.calm.holds[hold].primitive].label
        return "the lock" if label == "lock" else label.removeprefix("lock ")

    def _unit(self, axis: int, step: int) -> int:
        return self._steps(self.calm, axis).index(step) - self._omitted(axis)

    def _fits(self, axis: int, hold: int, side: Interval) -> bool:
        """Say whether one side of a hole begins and ends in the steps in which a hold does."""
        entry = self.calm.holds[hold]
        begin = self._unit(axis, entry.begin)
        begins = side[0] == 0 if begin < 0 else begin < side[0] < begin + 1
        if entry.end is None:
            return begins and side[1] == self.lengths[axis]
        end = self._unit(axis, entry.end)
        return begins and end < side[1] < end + 1

    def _about_order_in_steps(self, at: Mapping[tuple[int, str, int], set[float]]) -> Iterator[str]:
        """Yield what a step does in another order than it did, as far as holes show it."""
        for axis in (0, 1):
            places: list[float] = []
            for act in self.calm.acts:
                found = at.get((axis, act.verb, act.what), set())
                if len(found) > 1:
                    yield f"a hold of {self.names[axis]} begins or ends in {len(found)} places"
                places += found
            if any(one >= other for one, other in pairwise(places)):
                yield f"{self.names[axis]} takes locks and gives them back in another order"

    # Paths.

    @cached_property
    def paths(self) -> dict[Order, list[Point] | None]:
        """Where each order leads, point by point; ``None`` where the holes do not say it."""
        return {order: self._path(self.recordings[order]) for order in self.orders}

    def _path(self, recording: Recording) -> list[Point] | None:
        waits = {wait.begin: wait for wait in recording.waits}
        steps = [self._steps(recording, 0), self._steps(recording, 1)]
        places = [0.0, 0.0]
        path = [(0.0, 0.0)]
        for number in range(len(recording.steps)):
            for axis in (0, 1):
                if number not in steps[axis][self._omitted(axis) :]:
                    continue
                wait = waits.get(number)
                if wait is not None and wait.kind == "lock" and wait.primitive is not None:
                    label = recording.primitives[wait.primitive].label
                    wall = self._wall(axis, places[axis], label)
                    if wall is None:
                        return None
                    places[axis] = wall
                else:
                    places[axis] = float(int(places[axis]) + 1)
                path.append((places[0], places[1]))
        return path

    def _wall(self, axis: int, place: float, label: str) -> float | None:
        """Return where a task would next take a lock in the step that it is in."""
        walls = {
            hole[axis][0]
            for holds, hole in self._holes_of_holds()
            if self.calm.primitives[self.calm.holds[holds[axis]].primitive].label == label
        }
        return min((x for x in walls if place < x < int(place) + 1), default=None)

    @cached_property
    def stands(self) -> list[Point]:
        """The points at which a task has taken a step."""
        return [self._place(shape.x, shape.y) for shape in self._named("orders-stand")]

    def _about_paths(self) -> Iterator[str]:
        for order, path in self.paths.items():
            if path is None:
                yield f"an order that ends in {order.outcome} has no place in the graph"
                return
        expected = {point for path in self.paths.values() for point in path or ()}
        if sorted(expected) != sorted(self.stands):
            yield f"stands are {sorted(self.stands)}, and they are {sorted(expected)}"
        edges: set[tuple[Point, Point, str]] = set()
        verdicts = {verdict.outcome: verdict.right for verdict in self.judged.verdicts}
        for order, path in self.paths.items():
            for one, other in pairwise(path or ()):
                passed = sorted(point for point in expected if _between(point, one, other))
                name = CLASSES[verdicts[order.outcome]]
                edges |= {(here, there, name) for here, there in pairwise(passed)}
        drawn = set(self._edges())
        for here, there, name in edges - drawn:
            yield f"no path of {name} goes from {here} to {there}"
        for here, there, name in drawn - edges:
            yield f"a path of {name} goes from {here} to {there}"
        for here, there, _ in drawn:
            for hole in self.holes:
                if _inside(here, there, hole):
                    yield f"a path enters the hole {hole}"

    def _edges(self) -> Iterator[tuple[Point, Point, str]]:
        for line in self._named("orders-path"):
            (name,) = set(line.names) - {"orders-path"}
            yield self._nearest(line, "1"), self._nearest(line, "2"), name

    def _about_side_by_side(self) -> Iterator[str]:
        """Yield where paths of two verdicts lie on one another."""
        lines = self._named("orders-path")
        places = Counter((line.left, line.top, line.right, line.bottom) for line in lines)
        for place, count in places.items():
            if count > 1:
                yield f"{count} paths lie on one another at {place}"

    def _nearest(self, line: Shape, end: str) -> Point:
        """Return the stand at one end of a line, which may run a little beside it."""
        x, y = line.number(f"x{end}"), line.number(f"y{end}")
        near = [
            (abs(shape.x - x) + abs(shape.y - y), self._place(shape.x, shape.y))
            for shape in self._named("orders-stand")
        ]
        distance, stand = min(near)
        return stand if distance < NEAR else self._place(x, y)

    # Ends.

    @cached_property
    def plates(self) -> list[tuple[str, str, Point]]:
        """The words on each plate, their class, and where it is."""
        found = []
        for plate in self._named("orders-plate"):
            lines = [t for t in self.shapes if t.kind == "text" and plate.covers(t)]
            words = " ".join(t.words for t in sorted(lines, key=lambda text: text.y))
            names = {name for text in lines for name in text.names}
            name = (names - {"orders-word"} or {"orders-word"}).pop()
            found.append((words, name, self._place(plate.x, plate.y)))
        return found

    def _about_ends(self) -> Iterator[str]:
        verdicts = {verdict.outcome: verdict.right for verdict in self.judged.verdicts}
        left = [
            shape
            for shape in self.shapes
            if shape.kind == "text"
            and set(shape.names) & set(CLASSES.values())
            and "orders-word" not in shape.names
        ]
        corners = [plate for plate in self.plates if plate[1] != "orders-word"]
        ends = Counter((p[-1], o.outcome) for o, p in self.paths.items() if p is not None)
        for (point, outcome), count in ends.items():
            sign, name = SIGNS[verdicts[outcome]], CLASSES[verdicts[outcome]]
            beside = [
                text
                for text in left
                if plain(text.words) == plain(f"{sign} {count}: {outcome}")
                and text.names == (name,)
                and self._stands_at(text, point)
            ]
            stuck = [
                plate
                for plate in corners
                if plate[:2] == (f"{sign} {count}: stuck here", name)
                and point[0] < plate[2][0]
                and point[1] < plate[2][1]
                and any(x0 == point[0] for (x0, _), _ in self.holes)
                and any(y0 == point[1] for _, (y0, _) in self.holes)
            ]
            if beside:
                left.remove(beside[0])
            elif stuck:
                corners.remove(stuck[0])
            else:
                yield f"that {count} orders end in {outcome} at {point} is not written there"
        yield from (f"{text.words} is written of no end" for text in left)
        yield from (f"{words} is written of no end" for words, _, _ in corners)

    def _stands_at(self, text: Shape, point: Point) -> bool:
        """Say whether words stand above a point at the top, or right of one below it."""
        x, y = self._place(text.number("x"), text.number("y"))
        if point[1] == self.lengths[1]:
            return abs(x - point[0]) < 0.05 and y > point[1]
        return 0 < x - point[0] < 0.3 and abs(y - point[1]) < 0.5

    # Words.

    def _about_labels(self) -> Iterator[str]:
        for axis in (0, 1):
            lines: dict[int, list[Shape]] = defaultdict(list)
            for text in self._named("orders-label"):
                x, y = self._place(text.x, text.y)
                if (y < 0) == (axis == 0):
                    lines[int(x if axis == 0 else y)].append(text)
            for unit in range(self.lengths[axis]):
                texts = sorted(lines[unit], key=lambda text: text.y)
                said = plain(" ".join(text.words for text in texts))
                yield from self._about_label(axis, unit, said)

    def _about_label(self, axis: int, unit: int, said: str) -> Iterator[str]:
        name = self.names[axis]
        printed = self._printed(axis, unit)
        where = f"step {unit + 1} of {name}"
        if said.startswith("takes ") and not any(printed):
            taken = self._taken(axis, unit)
            if said.removeprefix("takes ") not in taken:
                yield f"{where} {said}, and takes {taken}"
        elif said.endswith("…"):
            if len(printed) < 2 or any(not one.startswith(said[:-1].rstrip()) for one in printed):
                yield f"{where} prints {sorted(printed)}, and its axis says {said}"
        elif printed != {said}:
            yield f"{where} prints {sorted(printed)}, and its axis says {said!r}"
        elif not said and (taken := self._taken(axis, unit)):
            yield f"{where} takes {taken}, and its axis says nothing"

    def _taken(self, axis: int, unit: int) -> list[str]:
        """Return the locks that a task takes in a unit of its axis."""
        step = self._steps(self.calm, axis)[unit + self._omitted(axis)]
        primitives = [
            self.calm.primitives[self.calm.holds[act.what].primitive]
            for act in self.calm.acts
            if act.step == step and act.verb == "takes"
        ]
        return [primitive.label for primitive in primitives if primitive.kind == "lock"]

    def _printed(self, axis: int, unit: int) -> set[str]:
        """Return what a task printed in a unit of its axis, in whatever order."""
        found: set[str] = set()
        for recording in self.recordings.values():
            blocked = {wait.begin for wait in recording.waits if wait.kind == "lock"}
            place = 0
            for step in self._steps(recording, axis)[self._omitted(axis) :]:
                lines = [line.text for line in recording.prints if line.step == step]
                said = " / ".join(self._own(axis, line) for line in lines if line.strip())
                if place == unit and said:
                    found.add(plain(said))
                place += step not in blocked
        return found or {""}

    def _own(self, axis: int, line: str) -> str:
        return re.sub(rf"^{re.escape(self.names[axis])}[: ]+(?=\S)", "", line.strip())

    def _about_words(self) -> Iterator[str]:
        title = plain(self.root.findtext(f"{SVG}title", ""))
        if (
            title
            != f"The progress of {self.names[0]} and {self.names[1]}: {self.judged.sentence()}"
        ):
            yield f"the title is {title}"
        told = plain(self.root.findtext(f"{SVG}desc", ""))
        across, up = self.names
        if f"To the right: the steps of {across}. Upwards: the steps of {up}." not in told:
            yield f"told is {told}"
        if self.judged.sentence() not in told:
            yield f"the sentence {self.judged.sentence()} is not told"
        labels = {
            self.calm.primitives[self.calm.holds[across].primitive].label
            for across, _ in self._common()
        }
        said = re.findall(r"where both would hold the ([^.]*)\.", told)
        if sorted(labels) != sorted(said):
            yield f"told is of the holes of {said}, and they are of {sorted(labels)}"
        corners = Counter(
            path[-1]
            for order, path in self.paths.items()
            if path is not None and order.failure == "deadlock"
        )
        counts = re.findall(r"(\d+) paths? ends? in the corner", told)
        stuck = sorted(corners.values())
        if sorted(map(int, counts)) != stuck:
            yield f"told is that {counts} paths end in a corner, and it is {stuck}"


def _between(point: Point, one: Point, other: Point) -> bool:
    return all(
        min(a, b) <= place <= max(a, b) for place, a, b in zip(point, one, other, strict=True)
    )


def _inside(one: Point, other: Point, hole: tuple[Interval, Interval]) -> bool:
    """Say whether a line runs inside of a hole, and not only along its edge."""
    middle = (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
    return all(
        low < place < high or (low < max(a, b) and min(a, b) < high and a != b)
        for place, a, b, (low, high) in zip(middle, one, other, hole, strict=True)
    )
