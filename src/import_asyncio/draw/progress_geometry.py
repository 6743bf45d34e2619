"""Where everything of a progress graph goes, in pixels: as small as its words allow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from import_asyncio.draw.orders_geometry import CHARACTER, LINE
from import_asyncio.draw.orders_words import CLASS, LONGEST, broken, own_words
from import_asyncio.draw.progress_graph import Area, Axis, Graph, Point
from import_asyncio.draw.text import cells, short
from import_asyncio.orders import Order

NARROWEST = 100
TOP = 26
ROW = 16
BOTTOM = 40
SIDE = 10
SMALL = 6.1
LONGEST_OUTCOME = 60
MARGIN = 5


@dataclass(frozen=True)
class Plate:
    """Lines of text in the middle of an area."""

    name: str
    lines: Sequence[str]
    area: Area

    @property
    def width(self) -> float:
        """How wide it is, in pixels."""
        return max(map(cells, self.lines)) * SMALL + 2 * MARGIN

    @property
    def height(self) -> float:
        """How high it is, in pixels."""
        return len(self.lines) * LINE + MARGIN

    @property
    def unit(self) -> float:
        """How many pixels a unit needs for it to fit."""
        return max(
            (self.width + MARGIN) / (self.area.right - self.area.left),
            (self.height + MARGIN) / (self.area.high - self.area.low),
        )


@dataclass(frozen=True)
class End:
    """What stands at an end of paths in the open."""

    point: Point
    name: str
    words: str


@dataclass(frozen=True)
class Geometry:
    """The measures of a graph: the pixels of a unit, where its axes begin, and its words.

    ``words`` are, for each unit of each axis, the lines below or beside it.
    """

    graph: Graph
    plates: Sequence[Plate]
    ends: Sequence[End]
    words: tuple[Sequence[Sequence[str]], Sequence[Sequence[str]]]
    unit: float
    left: float
    top: float

    def x(self, place: float) -> float:
        """Return where a place of the axis across is."""
        return self.left + place * self.unit

    def y(self, place: float) -> float:
        """Return where a place of the axis up is."""
        return self.top + (self.graph.axes[1].length - place) * self.unit

    @property
    def width(self) -> float:
        """The width of the picture, with what stands right of an end."""
        across, up = self.graph.axes
        ends = [
            self.x(end.point[0]) + 12 + cells(end.words) * CHARACTER
            for end in self.ends
            if end.point[1] < up.length
        ]
        return max([self.x(across.length), *ends]) + SIDE

    @property
    def height(self) -> float:
        """The height of the picture, with what stands below the axis across."""
        lines = max(map(len, self.words[0]), default=0)
        return self.top + self.graph.axes[1].length * self.unit + BOTTOM + lines * LINE


def place(graph: Graph) -> Geometry:
    """Place a graph."""
    across, up = graph.axes
    orders = graph.judged.orders.orders
    plates = [*_in_holes(graph), *_in_corners(graph)]
    ends = list(_at_ends(graph))
    words = _words(across, orders), _words(up, orders)
    under, beside = (
        max((cells(line) for lines in of_axis for line in lines), default=0) * CHARACTER
        for of_axis in words
    )
    unit = max([NARROWEST, under + 12, *(plate.unit for plate in plates)])
    rows = max(1, sum(end.point[1] == up.length for end in ends))
    return Geometry(graph, plates, ends, words, unit, beside + 24, TOP + 2 + ROW * rows)


def _in_holes(graph: Graph) -> Iterator[Plate]:
    corners = [corner for point in graph.ends if (corner := graph.corner(point))]
    for lock, hole in graph.holes:
        smaller = [other for _, other in graph.holes if other != hole and other.size <= hole.size]
        area = hole
        for other in (*smaller, *corners):
            beside = area.beside(other)
            area = beside if beside.size else area
        name = "the lock" if lock == "lock" else lock.removeprefix("lock ")
        yield _fitting("orders-word", ("both", "hold", name), area)


def _in_corners(graph: Graph) -> Iterator[Plate]:
    """Yield what stands behind a corner of two holes in which paths end."""
    for point, verdicts in graph.ends.items():
        corner = graph.corner(point)
        if corner is not None:
            for verdict, count in verdicts.values():
                words = (f"{verdict.sign} {count}:", "stuck", "here")
                yield _fitting(CLASS[verdict.right], words, corner)


def _fitting(name: str, words: tuple[str, ...], area: Area) -> Plate:
    """Return a plate in two lines, or with each word in a line where that needs less room."""
    below = Plate(name, words, area)
    beside = Plate(name, (" ".join(words[:-1]), words[-1]), area)
    return below if below.unit < beside.unit > NARROWEST else beside


def _at_ends(graph: Graph) -> Iterator[End]:
    for point, verdicts in graph.ends.items():
        if graph.corner(point) is None:
            for verdict, count in verdicts.values():
                words = f"{verdict.sign} {count}: {short(verdict.outcome, LONGEST_OUTCOME)}"
                yield End(point, CLASS[verdict.right], words)


def _words(axis: Axis, orders: Sequence[Order]) -> list[list[str]]:
    """Return what each unit of an axis prints, with dots where that differs by order."""
    printed: list[set[str]] = [set() for _ in range(axis.length)]
    for order in orders:
        for unit, step in axis.steps_by_unit(order):
            if unit < axis.length and step.printed.strip():
                printed[unit].add(" / ".join(own_words(step)))
    return [
        [short(line, LONGEST) for line in broken(_word(axis, unit, sorted(words)))]
        for unit, words in enumerate(printed)
    ]


def _word(axis: Axis, unit: int, printed: Sequence[str]) -> str:
    if printed:
        return printed[0] if len(printed) == 1 else f"{_common(printed[0], printed[-1])} …"
    locks = (
        lock
        for lock, holds in axis.holds.items()
        if any(unit < begin < unit + 1 for begin, _ in holds)
    )
    lock = next(locks, "")
    return f"takes {lock}" if lock else ""


def _common(first: str, last: str) -> str:
    """Return with what two texts begin."""
    alike = takewhile(lambda two: two[0] == two[1], zip(first, last, strict=False))
    return "".join(char for char, _ in alike).rstrip()
