"""The progress graph of two tasks."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path

import pytest
from picture_sizes import width_of

from import_asyncio.draw.progress_svg import draw_progress
from import_asyncio.errors import GuideError
from import_asyncio.explore.explore import explore
from import_asyncio.explore.replay import record_order
from import_asyncio.program import Program, parse, read
from import_asyncio.verdicts import judge

PROGRAMS = Path(__file__).parent / "programs" / "orders"
SNIPPETS = Path(__file__).parent.parent / "snippets" / "lock"
SVG = "{http://www.w3.org/2000/svg}"


def picture(name: str, folder: Path = PROGRAMS) -> ET.Element:
    return drawn(read(folder / f"{name}.py"))


def drawn(program: Program) -> ET.Element:
    found = explore(program)
    wrong = ("balance 1", "deadlock")
    named = {one: "wrong" if one in wrong else "right" for one in found.outcomes}
    calm = record_order(program, found.calmest())
    return ET.fromstring(draw_progress(judge(found, named), calm, prefix="p"))


def holes(drawn: ET.Element) -> list[tuple[float, float, float, float]]:
    """Return left, top, right and bottom of each hole."""
    result = []
    for rect in drawn.iter(f"{SVG}rect"):
        if rect.get("class") == "orders-hole":
            x, y, width, height = (float(rect.get(n, "")) for n in ("x", "y", "width", "height"))
            result.append((x, y, x + width, y + height))
    return result


def texts(drawn: ET.Element) -> list[tuple[str, float, float, float, float]]:
    """Return the words of each text, and left, top, right and bottom of the room it takes."""
    result = []
    for text in drawn.iter(f"{SVG}text"):
        words = text.text or ""
        room = width_of(words, text.get("class", ""))
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")]
        left = float(text.get("x", "")) - share * room
        bottom = float(text.get("y", ""))
        result.append((words, left, bottom - 9, left + room, bottom + 2))
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
    words = [text.text for text in drawn.iter(f"{SVG}text")]
    assert " ".join(map(str, words)).count("✗ 4: stuck here") == 1


@pytest.mark.parametrize("name", ["opposite_orders", "same_order"])
def test_a_lock_taken_and_given_back_in_one_step_is_a_visible_hole(name: str) -> None:
    drawn = picture(name, SNIPPETS)
    found = holes(drawn)
    assert len(found) == 2
    for left, top, right, bottom in found:
        assert min(right - left, bottom - top) >= 45
        for _, x1, y1, x2, y2 in paths(drawn):
            assert not (max(x1, x2) > left + 4 and min(x1, x2) < right - 4) or not (
                max(y1, y2) > top + 4 and min(y1, y2) < bottom - 4
            )


def test_opposite_orders_are_a_cross() -> None:
    (one, other) = sorted(holes(picture("opposite_orders", SNIPPETS)))
    assert one[0] < other[0] < other[2] < one[2]
    assert other[1] < one[1] < one[3] < other[3]


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("lost_update_fixed", PROGRAMS),
        ("two_locks_opposite", PROGRAMS),
        ("two_locks_same", PROGRAMS),
        ("opposite_orders", SNIPPETS),
        ("same_order", SNIPPETS),
    ],
)
def test_no_words_lie_on_a_path_or_on_the_wall_of_a_hole(name: str, folder: Path) -> None:
    drawn = picture(name, folder)
    walls = [
        side
        for left, top, right, bottom in holes(drawn)
        for side in (
            (left, top, right, top),
            (left, bottom, right, bottom),
            (left, top, left, bottom),
            (right, top, right, bottom),
        )
    ]
    lines = [line for _, *line in paths(drawn)] + [list(wall) for wall in walls]
    for words, left, top, right, bottom in texts(drawn):
        for x1, y1, x2, y2 in lines:
            crosses = max(min(x1, x2), left) < min(max(x1, x2), right) + (x1 == x2) and max(
                min(y1, y2), top
            ) < min(max(y1, y2), bottom) + (y1 == y2)
            assert not crosses, words


def test_everything_is_inside_the_canvas() -> None:
    for name in ("lost_update", "lost_update_fixed", "two_locks_opposite"):
        drawn = picture(name)
        width, height = float(drawn.get("width", "")), float(drawn.get("height", ""))
        for _, left, top, right, bottom in texts(drawn):
            assert 0 <= left < right <= width
            assert 0 <= top < bottom <= height


def test_wide_characters_have_room() -> None:
    source = (PROGRAMS / "lost_update.py").read_text("utf-8")
    for word, wide in [
        ("read", "残高を読んだ後"),
        ("wrote", "残高を書いた後"),
        ("balance", "残高"),
    ]:
        source = source.replace(f'"{word}"', f'"{wide}"')
    wide_picture = drawn(parse(source, "wide.py"))
    words = texts(wide_picture)
    width = float(wide_picture.get("width", ""))
    assert sum("残高" in text for text, *_ in words) == 6
    assert all(0 <= left < right <= width for _, left, _, right, _ in words)
    for (one, left, top, right, bottom), other in combinations(words, 2):
        beside = right <= other[1] or other[3] <= left
        assert beside or bottom <= other[2] or other[4] <= top, (one, other[0])


def test_three_tasks_are_refused() -> None:
    with pytest.raises(GuideError, match="of two tasks besides main, and here are 3"):
        picture("lost_update_three")
