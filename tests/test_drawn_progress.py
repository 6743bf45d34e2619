"""Progress graphs are read back and agree with the orders; one that does not is refused."""

from __future__ import annotations

from xml.etree import ElementTree

import drawing
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pictures import progress
from pictures.changed import Change, changed, drop, found, put, say, shift, swap

from import_asyncio.explore.explore import Bounds, explore
from import_asyncio.program import Program, parse
from import_asyncio.verdicts import Judged, judge

SLEEP = "await asyncio.sleep(1)"
PARTS = st.sampled_from(
    [
        [SLEEP],
        ["print(name, 'goes')", SLEEP],
        ["async with a:", f"    {SLEEP}", SLEEP],
        ["async with b:", f"    {SLEEP}", "    print('b', name)", SLEEP],
        [
            "async with a:",
            f"    {SLEEP}",
            "    async with b:",
            "        print(name, 'has both')",
            SLEEP,
        ],
        ["async with a:", "    print('a')", f"    {SLEEP}", f"    {SLEEP}", SLEEP],
    ]
)
NAMES = [f"orders/{name}" for name in ("lost_update", "lost_update_fixed")]
NAMES += [f"orders/two_locks_{name}" for name in ("opposite", "same")]
NAMES += [f"lock/{name}" for name in ("lost_update", "lost_update_fixed", "opposite_orders")]
NAMES += ["lock/same_order"]

# Ann holds the lock from her first to her third answer, Ben from his second to his third: the hole
# is wider than it is high, and lies above the diagonal, not on it.
ASYMMETRIC = """
async def work(name, lock, before, inside):
    for _ in range(before):
        await asyncio.sleep(1)
    async with lock:
        print(name, "has it")
        for _ in range(inside):
            await asyncio.sleep(1)
    print(name, "is done")
"""


def two_tasks(bodies: tuple[str, str], calls: str = "name, a, b") -> Program:
    """Return a program of two tasks with the given bodies, and two locks."""
    source = "import asyncio\n"
    for number, body in enumerate(bodies):
        source += f"async def work{number}({calls}):\n{body}"
    source += (
        "async def main():\n"
        "    locks = {'a': asyncio.Lock(), 'b': asyncio.Lock()}\n"
        "    shared = locks['a'], locks['b']\n"
        "    await asyncio.gather(work0('Ann', *shared), work1('Ben', *shared))\n"
        "asyncio.run(main())\n"
    )
    return parse(source, "two.py")


def asymmetric() -> Program:
    source = f"import asyncio\n{ASYMMETRIC}\n"
    source += (
        "async def main():\n"
        "    lock = asyncio.Lock()\n"
        "    await asyncio.gather(work('Ann', lock, 1, 2), work('Ben', lock, 2, 1))\n"
        "asyncio.run(main())\n"
    )
    return parse(source, "asymmetric.py")


def wrong(program: Program, judged: Judged) -> list[str]:
    told = drawing.recordings(program, judged)
    return progress.complaints(drawing.progress(program, judged), judged, told)


@pytest.mark.parametrize("name", NAMES)
def test_the_progress_of_two_tasks_is_true(name: str) -> None:
    assert wrong(drawing.program(name), drawing.judged(name)) == []


def test_a_hole_that_is_not_symmetric_stands_where_it_is() -> None:
    program = asymmetric()
    judged = judge(explore(program), {}, strict=False)
    assert wrong(program, judged) == []
    told = drawing.recordings(program, judged)
    graph = progress.Graph(drawing.progress(program, judged), judged, told)
    (((left, right), (low, high)),) = graph.holes
    assert (int(left), int(right), int(low), int(high)) == (0, 2, 1, 2)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.tuples(*[st.lists(PARTS, min_size=1, max_size=2)] * 2))
def test_the_progress_of_any_two_tasks_is_true(parts: tuple[list[list[str]], ...]) -> None:
    first, second = ("".join(f"    {line}\n" for part in body for line in part) for body in parts)
    program = two_tasks((first, second))
    orders = explore(program, bounds=Bounds(runs=150))
    assume(any(not any(step.blocked for step in order.steps) for order in orders.orders))
    assert wrong(program, judge(orders, {}, strict=False)) == []


def hole_turned(root: ElementTree.Element) -> None:
    """Turn the first hole about the diagonal of the graph."""
    hole = found(root, "orders-hole")[0]
    lines = found(root, "orders-grid")
    left = min(float(line.attrib["x1"]) for line in lines)
    bottom = max(float(line.attrib["y1"]) for line in lines)
    x, y, width, height = (float(hole.attrib[key]) for key in ("x", "y", "width", "height"))
    low, before = bottom - y - height, x - left
    hole.set("x", f"{left + low:g}")
    hole.set("y", f"{bottom - before - width:g}")
    hole.set("width", f"{height:g}")
    hole.set("height", f"{width:g}")


def hole_mirrored(root: ElementTree.Element) -> None:
    """Put the first hole as far from the top as it is from the bottom."""
    hole = found(root, "orders-hole")[0]
    ys = [float(line.attrib["y1"]) for line in found(root, "orders-grid")]
    ys += [float(line.attrib["y2"]) for line in found(root, "orders-grid")]
    end = min(ys) + max(ys) - float(hole.attrib["y"]) - float(hole.attrib["height"])
    hole.set("y", f"{end:g}")


def path_through(root: ElementTree.Element) -> None:
    """Lead a path through the first hole."""
    hole = found(root, "orders-hole")[0]
    x, y, width, height = (float(hole.attrib[key]) for key in ("x", "y", "width", "height"))
    path = found(root, "orders-path")[0]
    ends = {"x1": x, "y1": y + height / 2, "x2": x + width, "y2": y + height / 2}
    for key, value in ends.items():
        path.set(key, f"{value:g}")


def colours_swapped(root: ElementTree.Element) -> None:
    other = {"orders-right": "orders-wrong", "orders-wrong": "orders-right"}
    for line in found(root, "orders-path"):
        path, name = line.attrib["class"].split()
        line.set("class", f"{path} {other[name]}")


def last_ends(root: ElementTree.Element) -> list[ElementTree.Element]:
    return [found(root, name)[-1] for name in ("orders-wrong", "orders-right")]


def lanes_of_axes(root: ElementTree.Element) -> None:
    for text in found(root, "orders-task"):
        words = (text.text or "").replace("Ann", "*").replace("Ben", "Ann").replace("*", "Ben")
        text.text = words


OPPOSITE, FIXED = "orders/two_locks_opposite", "orders/lost_update_fixed"
LOST = "orders/lost_update"
FAULTS: dict[str, tuple[str, list[Change], str]] = {
    "a hole turned": ("asymmetric", [hole_turned], "no hole is where both hold the lock"),
    "a hole mirrored": ("asymmetric", [hole_mirrored], "no hole is where both hold the lock"),
    "a hole moved": (
        "asymmetric",
        [shift("orders-hole", by={"x": 100})],
        "no hole is where both hold the lock",
    ),
    "a hole that ends late": (
        "asymmetric",
        [shift("orders-hole", by={"y": -60, "height": 60})],
        "nobody holds anything",
    ),
    "a hole that begins early": (
        "asymmetric",
        [shift("orders-hole", by={"x": -60, "width": 60})],
        "nobody holds anything",
    ),
    "a hole left out": (OPPOSITE, [drop("orders-hole")], "no hole is where both hold"),
    "a hole twice": (
        "asymmetric",
        [lambda root: root.append(found(root, "orders-hole")[0])],
        "nobody holds anything",
    ),
    "holes with each other's locks": (
        OPPOSITE,
        [swap("y", lambda root: found(root, "orders-word", "both hold")[:2])],
        "",
    ),
    "another lock in a hole": (OPPOSITE, [say("orders-word", "left", "right")], "in the holes"),
    "the axes exchanged": ("asymmetric", [lanes_of_axes], "no hole is where both hold the lock"),
    "an axis of nobody": ("asymmetric", [say("orders-task", "Ann", "Cid")], "the axes are"),
    "a label of another step": (
        "asymmetric",
        [say("orders-label", "has it", "is done")],
        "its axis says",
    ),
    "a label left out": ("asymmetric", [drop("orders-label", "is done")], "its axis says"),
    "a path through a hole": ("asymmetric", [path_through], "a path enters the hole"),
    "a path left out": (FIXED, [drop("orders-path")], "no path of orders-right goes from"),
    "a path that is wrong": (
        FIXED,
        [put("class", "orders-path orders-wrong", "orders-path")],
        "a path of orders-wrong goes from",
    ),
    "colours of paths swapped": (
        LOST,
        [colours_swapped],
        "a path of orders-right goes from",
    ),
    "a place where nobody stands": (
        FIXED,
        [shift("orders-stand", number=1, by={"cy": -50})],
        "stands are",
    ),
    "a place left out": (FIXED, [drop("orders-stand", number=2)], "stands are"),
    "another number at an end": (LOST, [say("orders-wrong", "4", "3")], "is not written"),
    "another sign at an end": (LOST, [say("orders-wrong", "✗", "✓")], "is not written"),
    "another outcome at an end": (
        LOST,
        [say("orders-wrong", "balance 1", "balance 2")],
        "is not written there",
    ),
    "colours of ends swapped": (
        LOST,
        [swap("class", last_ends)],
        "is not written there",
    ),
    "an end elsewhere": (OPPOSITE, [shift("orders-right", number=-1, by={"x": -90})], "is not wri"),
    "an end left out": (LOST, [drop("orders-right", number=-1)], "is not written there"),
    "another number in a corner": (OPPOSITE, [say("orders-word", "✗ 4", "✗ 2")], "is not written"),
    "a corner that says nothing": (OPPOSITE, [say("orders-word", "stuck", "stays")], "is not wri"),
    "another title": (FIXED, [say("title", "All 4", "All 6")], "the title is"),
    "another number in words": (OPPOSITE, [say("desc", "4 paths end", "2 paths end")], "told is"),
    "axes exchanged in words": (
        FIXED,
        [say("desc", "right: the steps of A", "right: the steps of B")],
        "told is",
    ),
    "a hole that words leave out": (
        OPPOSITE,
        [say("desc", "No path enters [^.]*\\.", "")],
        "told is",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_a_progress_graph_is_refused(fault: str) -> None:
    name, changes, said = FAULTS[fault]
    if name == "asymmetric":
        program = asymmetric()
        judged = judge(explore(program), {}, strict=False)
    else:
        program, judged = drawing.program(name), drawing.judged(name)
    told = drawing.recordings(program, judged)
    svg = drawing.progress(program, judged)
    assert progress.complaints(svg, judged, told) == []
    complaints = progress.complaints(changed(svg, *changes), judged, told)
    assert any(said in complaint for complaint in complaints), complaints
