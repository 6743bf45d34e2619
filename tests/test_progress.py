"""The progress graph of two tasks."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from import_asyncio.errors import GuideError
from import_asyncio.explore import explore
from import_asyncio.orders import judge
from import_asyncio.program import read
from import_asyncio.progress import draw

PROGRAMS = Path(__file__).parent / "programs" / "orders"
SVG = "{http://www.w3.org/2000/svg}"


def picture(name: str) -> ET.Element:
    program = read(PROGRAMS / f"{name}.py")
    found = explore(program)
    wrong = ("balance 1", "deadlock")
    named = {one: "wrong" if one in wrong else "right" for one in found.outcomes}
    return ET.fromstring(draw(program, judge(found, named), prefix="p"))


def holes(drawn: ET.Element) -> list[tuple[float, float, float, float]]:
    """Return left, top, right and bottom of each hole."""
    result = []
    for rect in drawn.iter(f"{SVG}rect"):
        if rect.get("class") == "orders-hole":
            x, y, width, height = (float(rect.get(n, "")) for n in ("x", "y", "width", "height"))
            result.append((x, y, x + width, y + height))
    return result


def paths(drawn: ET.Element) -> list[tuple[str, float, float, float, float]]:
    return [
        (
            line.get("class", ""),
            float(line.get("x1", "")),
            float(line.get("y1", "")),
            float(line.get("x2", "")),
            float(line.get("y2", "")),
        )
        for line in drawn.iter(f"{SVG}line")
        if "orders-path" in line.get("class", "")
    ]


def test_without_a_lock_there_is_no_hole_and_wrong_paths_cross_the_middle() -> None:
    drawn = picture("lost_update")
    assert holes(drawn) == []
    wrong = [line for name, *line in paths(drawn) if "wrong" in name]
    stands = [(c.get("cx", ""), c.get("cy", "")) for c in drawn.iter(f"{SVG}circle")]
    assert len(stands) == 9
    xs = sorted({float(x) for x, _ in stands})
    ys = sorted({float(y) for _, y in stands})
    middle = [line for line in wrong if (xs[1], ys[1]) in ((line[0], line[1]), (line[2], line[3]))]
    assert len(middle) == 4


@pytest.mark.parametrize(
    ("name", "number"), [("lost_update_fixed", 1), ("two_locks_opposite", 2), ("two_locks_same", 2)]
)
def test_no_path_enters_a_hole(name: str, number: int) -> None:
    drawn = picture(name)
    found = holes(drawn)
    assert len(found) == number
    for left, top, right, bottom in found:
        for _, x1, y1, x2, y2 in paths(drawn):
            inside = max(min(x1, x2), left + 4) < min(max(x1, x2), right - 4) + (x1 == x2) and max(
                min(y1, y2), top + 4
            ) < min(max(y1, y2), bottom - 4) + (y1 == y2)
            assert not inside


def test_a_deadlock_is_a_corner_between_two_holes() -> None:
    drawn = picture("two_locks_opposite")
    one, other = holes(drawn)
    corner = (max(one[0], other[0]), min(one[3], other[3]))
    stands = [(float(c.get("cx", "")), float(c.get("cy", ""))) for c in drawn.iter(f"{SVG}circle")]
    assert any(stand == pytest.approx(corner) for stand in stands)
    assert "✗ 4: stuck here" in "".join(drawn.itertext())


def test_everything_is_inside_the_canvas() -> None:
    for name in ("lost_update", "lost_update_fixed", "two_locks_opposite"):
        drawn = picture(name)
        width, height = float(drawn.get("width", "")), float(drawn.get("height", ""))
        for text in drawn.iter(f"{SVG}text"):
            room = len(text.text or "") * 6.65
            share = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")]
            left = float(text.get("x", "")) - share * room
            assert left >= 0
            assert left + room <= width
            assert 0 < float(text.get("y", "")) <= height


def test_three_tasks_are_refused() -> None:
    with pytest.raises(GuideError, match="of two tasks besides main, and here are 3"):
        picture("lost_update_three")
