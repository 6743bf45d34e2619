"""The progress graph of two tasks as SVG."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from import_asyncio.draw import svg
from import_asyncio.draw.orders_geometry import LINE
from import_asyncio.draw.orders_words import CLASS
from import_asyncio.draw.progress_geometry import ROW, SIDE, TOP, Geometry, place
from import_asyncio.draw.progress_graph import Graph, Point, graph
from import_asyncio.recording import Recording
from import_asyncio.verdicts import Judged

OFFSET = 3.5


def draw_progress(judged: Judged, calm: Recording, *, prefix: str) -> str:
    """Draw the progress of two tasks as an SVG element with a title and a description.

    ``calm`` is the recording of ``judged.orders.calmest()``. ``prefix`` begins every id; the page
    styles it. Raises ``GuideError`` for a program in which not exactly two tasks besides ``main``
    take steps.
    """
    drawn = place(graph(judged, calm))
    across, up = drawn.graph.axes
    return "\n".join(
        svg.figure(
            _content(drawn, f"{prefix}-hole"),
            (round(drawn.width), round(drawn.height)),
            prefix=prefix,
            title=f"The progress of {across.task} and {up.task}: {judged.sentence()}",
            words=_describe(drawn.graph),
            name="orders orders-progress",
        )
    )


def explain_progress(judged: Judged, calm: Recording) -> str:
    """Say how to read the progress of two tasks, before it is seen."""
    drawn = graph(judged, calm)
    across, up = drawn.axes
    words = (
        f"A path is one order. From the lower left corner, a line to the right is a step of "
        f"{across.task}, a line upwards is a step of {up.task}, and what each does in it stands "
        f"beside it. Where paths part, another answer comes first. A solid path ends right, a "
        f"dashed one goes wrong, and at its end stands how it ends."
    )
    locks = list(dict.fromkeys(lock for lock, _ in drawn.holes))
    if locks:
        words += (
            f" In a hatched rectangle both would hold the {' or the '.join(locks)}, so no path "
            "enters one; a path that comes into the corner between two of them cannot go on."
        )
    return words


def _describe(drawn: Graph) -> str:
    across, up = drawn.axes
    sentences = [
        f"To the right: the steps of {across.task}. Upwards: the steps of {up.task}. "
        f"Each order is a path from the lower left corner. {drawn.judged.sentence()}"
    ]
    sentences += [
        f"No path enters the hatched rectangle where both would hold the {lock}."
        for lock in dict.fromkeys(lock for lock, _ in drawn.holes)
    ]
    for point, verdicts in drawn.ends.items():
        paths = sum(count for _, count in verdicts.values())
        if drawn.corner(point) is not None:
            sentences.append(
                f"{paths} {'path ends' if paths == 1 else 'paths end'} in the corner between "
                f"two of them, where neither {across.task} nor {up.task} can go on."
            )
    return " ".join(sentences)


def _content(drawn: Geometry, hatch: str) -> Iterator[str]:
    """Yield everything from back to front."""
    stripe = svg.element("rect", class_="orders-stripe", width=2, height=8)
    yield svg.patterns(svg.hatch(hatch, 8, stripe))
    yield from _lines_of_grid(drawn)
    yield from _words_of_axes(drawn)
    yield from _holes(drawn, hatch)
    yield from _plates(drawn)
    yield from _paths(drawn)
    yield from _ends(drawn)


def _lines_of_grid(drawn: Geometry) -> Iterator[str]:
    across, up = drawn.graph.axes
    for unit in range(across.length + 1):
        x = drawn.x(unit)
        yield svg.line("orders-grid", x, drawn.y(0), x, drawn.y(up.length))
    for unit in range(up.length + 1):
        y = drawn.y(unit)
        yield svg.line("orders-grid", drawn.x(0), y, drawn.x(across.length), y)


def _words_of_axes(drawn: Geometry) -> Iterator[str]:
    across, up = drawn.graph.axes
    for unit, lines in enumerate(drawn.words[0]):
        x, y = drawn.x(unit + 0.5), drawn.y(0) + 22
        yield from _lines("orders-label", x, y, lines, "middle")
    for unit, lines in enumerate(drawn.words[1]):
        y = drawn.y(unit + 0.5) + 4 - (len(lines) - 1) * LINE / 2
        yield from _lines("orders-label", drawn.left - 12, y, lines, "end")
    x, y = drawn.x(across.length / 2), drawn.height - 12
    yield svg.anchored_text("orders-task", x, y, f"{across.task} goes on →", "middle")
    yield svg.anchored_text("orders-task", SIDE, TOP - 8, f"↑ {up.task} goes on", "start")


def _holes(drawn: Geometry, hatch: str) -> Iterator[str]:
    for _, hole in drawn.graph.holes:
        x, y = drawn.x(hole.left), drawn.y(hole.high)
        width, height = drawn.x(hole.right) - x, drawn.y(hole.low) - y
        yield svg.rect("orders-hole", x, y, width, height, fill=svg.filled(hatch))


def _plates(drawn: Geometry) -> Iterator[str]:
    for plate in drawn.plates:
        x, y = drawn.x(plate.area.middle[0]), drawn.y(plate.area.middle[1])
        left, top = x - plate.width / 2, y - plate.height / 2
        yield svg.rect("orders-plate", left, top, plate.width, plate.height, rx=3)
        first = y + 3.5 - (len(plate.lines) - 1) * LINE / 2
        yield from _lines(f"orders-word {plate.name}", x, first, plate.lines, "middle")


def _paths(drawn: Geometry) -> Iterator[str]:
    for ((x1, y1), (x2, y2)), verdicts in drawn.graph.edges().items():
        # Where paths of several kinds run side by side, the wrong ones keep to the diagonal.
        outwards = 1 if x1 + x2 > y1 + y2 else -1
        for number, right in enumerate(sorted(verdicts, key=str)):
            shift = outwards * (number - (len(verdicts) - 1) / 2) * 2 * OFFSET
            dx, dy = (shift, 0) if x1 == x2 else (0, shift)
            yield svg.line(
                f"orders-path {CLASS[right]}",
                drawn.x(x1) + dx,
                drawn.y(y1) + dy,
                drawn.x(x2) + dx,
                drawn.y(y2) + dy,
            )
    for x, y in sorted(drawn.graph.points()):
        yield svg.element("circle", class_="orders-stand", cx=drawn.x(x), cy=drawn.y(y), r=4.5)


def _ends(drawn: Geometry) -> Iterator[str]:
    """Write how many paths end how: above the top, or right of an end below it."""
    rows: dict[Point, int] = defaultdict(int)
    above = TOP + 6
    for end in drawn.ends:
        x, y = drawn.x(end.point[0]), drawn.y(end.point[1])
        if end.point[1] == drawn.graph.axes[1].length:
            yield svg.anchored_text(end.name, x, above, end.words, "end")
            above += ROW
        else:
            row = y - 8 + ROW * rows[end.point]
            yield svg.anchored_text(end.name, x + 12, row, end.words, "start")
            rows[end.point] += 1


def _lines(name: str, x: float, y: float, lines: Sequence[str], anchor: str) -> Iterator[str]:
    for number, words in enumerate(lines):
        yield svg.anchored_text(name, x, y + number * LINE, words, anchor)
