"""What pictures have got wrong, each with the smallest program that shows it."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import drawing
import pytest
from pictures import orders, progress, timeline
from pictures.svg import shapes
from test_recording import program, recorded_by

from import_asyncio.draw import timeline_layout
from import_asyncio.draw.timeline_text import draw_text
from import_asyncio.explore.explore import explore
from import_asyncio.guide.pythons import pythons
from import_asyncio.program import Program
from import_asyncio.record.record import record
from import_asyncio.recording import from_json
from import_asyncio.verdicts import judge

HANDED_ON = """
async def work(lock, seconds):
    async with lock:
        await asyncio.sleep(seconds)
    await asyncio.Event().wait()

async def keep(lock):
    async with lock:
        await asyncio.Event().wait()
"""
TWO_TASKS = """
async def ann(a, b):
{}
async def ben(a, b):
{}
"""
TWO_TASKS_MAIN = (
    "locks = {'a': asyncio.Lock(), 'b': asyncio.Lock()}\n"
    "await asyncio.gather(ann(locks['a'], locks['b']), ben(locks['a'], locks['b']))"
)


def two_tasks(ann: list[str], ben: list[str]) -> Program:
    bodies = ["".join(f"    {line}\n" for line in body) for body in (ann, ben)]
    return program(TWO_TASKS_MAIN, TWO_TASKS.format(*bodies))


def of_timeline(it: Program) -> list[str]:
    recording = record(it)
    return timeline.complaints(drawing.timeline(recording), recording)


def of_orders(it: Program) -> list[str]:
    judged = judge(explore(it), {}, strict=False)
    return orders.complaints(drawing.orders(judged), judged)


def of_progress(it: Program) -> list[str]:
    judged = judge(explore(it), {}, strict=False)
    told = drawing.recordings(it, judged)
    return progress.complaints(drawing.progress(it, judged), judged, told)


def test_a_deadlock_names_who_holds_the_lock() -> None:
    body = "lock = asyncio.Lock()\nawait asyncio.gather(work(lock, 1), keep(lock), keep(lock))"
    assert of_timeline(program(body, HANDED_ON)) == []


def test_a_lock_that_is_taken_again_at_the_end_is_held() -> None:
    recording = record(
        program(
            "lock = asyncio.Lock()\n"
            "async with lock:\n    await asyncio.sleep(1)\n"
            "await lock.acquire()"
        )
    )
    drawn = shapes(ElementTree.fromstring(drawing.timeline(recording)))
    in_key = 1
    assert sum("stage-held" in shape.names for shape in drawn) == len(recording.holds) + in_key


def test_the_clock_tells_two_times_apart() -> None:
    recording = record(program("await asyncio.sleep(86400)\nawait asyncio.sleep(0.01)"))
    drawn = shapes(ElementTree.fromstring(drawing.timeline(recording)))
    clock = [shape.words for shape in drawn if "stage-clock" in shape.names]
    assert len(set(clock)) == len(clock) == 3


def test_a_line_goes_to_the_right() -> None:
    svg = ElementTree.fromstring(drawing.timeline(drawing.recorded("drawn/exclusive")))
    ready = [shape for shape in shapes(svg) if "stage-ready" in shape.names]
    assert all(line.number("x1") <= line.number("x2") for line in ready)


def test_the_legend_of_a_terminal_has_what_is_drawn() -> None:
    recording = record(program("await asyncio.create_task(asyncio.Event().wait())"))
    assert "waits for tasks" not in draw_text(recording)


def test_a_turn_is_no_answer() -> None:
    assert of_orders(program("print('one')\nawait asyncio.sleep(0)\nprint('two')")) == []


def test_a_box_says_what_was_printed() -> None:
    before = "async def work(name):\n    await asyncio.sleep(1)\n    print('data', name)\n"
    assert of_orders(program("await asyncio.gather(work('a'), work('b'))", before)) == []


def test_a_deadlock_is_drawn() -> None:
    body = "task = asyncio.create_task(asyncio.Event().wait())\nawait asyncio.sleep(1)\nawait task"
    assert of_orders(program(body)) == []


def test_main_waits_for_ever_for_what_it_waits_for() -> None:
    body = (
        "lock = asyncio.Lock()\n"
        "task = asyncio.create_task(work(lock, 1))\n"
        "await asyncio.sleep(1)\n"
        "async with lock:\n    pass\n"
        "await task"
    )
    complaints = of_orders(program(body, HANDED_ON))
    assert [said for said in complaints if not said.startswith("the legend")] == []


def test_an_axis_names_the_lock_that_is_taken_there() -> None:
    sleep = "await asyncio.sleep(1)"
    nested = ["async with b:", f"    {sleep}", "    async with a:", f"        {sleep}"]
    assert of_progress(two_tasks([sleep], nested)) == []


def test_a_blocked_task_stands_at_the_lock_that_it_waits_for() -> None:
    sleep = "await asyncio.sleep(1)"
    both = [sleep, "async with a:", "    async with b:", f"        {sleep}", "print('ann')"]
    assert of_progress(two_tasks(both, [sleep, "async with b:", f"    {sleep}", "print(2)"])) == []


def test_a_lock_that_is_held_from_the_beginning_is_in_the_way() -> None:
    sleep = "await asyncio.sleep(1)"
    ann = [sleep, "async with a:", "    async with b:", f"        {sleep}", "print('ann')"]
    ben = ["async with b:", f"    {sleep}", "async with a:", f"    {sleep}", "print('ben')"]
    assert of_progress(two_tasks(ann, ben)) == []


def test_a_lock_that_is_given_back_before_the_axis_begins_is_no_hole() -> None:
    sleep = "await asyncio.sleep(1)"
    ann = [sleep, "async with a:", f"    {sleep}", "print('ann')"]
    assert of_progress(two_tasks(ann, ["async with a:", "    pass", sleep, sleep])) == []


def test_what_is_given_back_first_is_not_held_with_the_next() -> None:
    sleep = "await asyncio.sleep(1)"
    one_by_one = [
        sleep,
        "async with a:",
        f"    {sleep}",
        "async with b:",
        f"    {sleep}",
        "print(1)",
    ]
    assert of_progress(two_tasks(one_by_one, one_by_one)) == []


def test_words_in_a_hole_do_not_lie_on_one_another() -> None:
    sleep = "await asyncio.sleep(1)"
    ann = ["async with a:", f"    {sleep}", "    async with b:", "        print('both')"]
    ben = ["async with b:", f"    {sleep}", "    async with a:", f"        {sleep}", sleep]
    complaints = of_progress(two_tasks([sleep, sleep, *ann, sleep], ben))
    assert [said for said in complaints if "takes lock" not in said] == []


@pytest.mark.parametrize(
    "way", ["call_later(1, lock.release)", "call_soon_threadsafe(lock.release)"]
)
@pytest.mark.parametrize("lock", ["Lock()", "Semaphore(1)"])
def test_what_a_bare_callback_gives_back_is_no_longer_held(lock: str, way: str) -> None:
    it = program(
        f"lock = asyncio.{lock}\nawait lock.acquire()\n"
        f"asyncio.get_running_loop().{way}\nasync with lock:\n    await asyncio.sleep(1)"
    )
    recording = record(it)
    given_back = [hold.end for hold in recording.holds]
    assert [step and recording.steps[step].place for step in given_back] == ["callback", "task"]
    assert [recording.steps[wait.woken_by or 0].place for wait in recording.waits[:1]] == [
        "callback"
    ]
    assert of_timeline(it) == []


@pytest.mark.parametrize("name", ["semaphore/not_a_rate"])
def test_what_fits_no_page_is_as_narrow_as_it_can_be(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = drawing.recorded(name)
    width = timeline_layout.lay_out(recording).width
    widths = []
    for wording in timeline_layout.WORDINGS:
        with monkeypatch.context() as only:
            only.setattr(timeline_layout, "WORDINGS", (wording,))
            widths.append(timeline_layout.lay_out(recording).width)
    assert timeline_layout.PAGES[-1] < width == min(widths) < max(widths)


EAGER = """import asyncio
async def leaf():
    await asyncio.sleep(1)
async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    a, b = asyncio.Lock(), asyncio.Lock()
    async with a:
        tasks = [asyncio.create_task(leaf()) for _ in range(4)]
    async with b:
        pass
    await asyncio.wait(tasks)
asyncio.run(main())
"""


@pytest.mark.parametrize("version", sorted(v for v in pythons() if v >= (3, 12)), ids=str)
def test_what_is_held_in_turn_in_one_wide_step_stands_side_by_side(
    version: tuple[int, int, int], tmp_path: Path
) -> None:
    file = tmp_path / "eager.py"
    file.write_text(EAGER)
    recording = from_json(json.dumps(recorded_by(version, file)))
    svg = drawing.timeline(recording)
    held = [s for s in shapes(ElementTree.fromstring(svg)) if "stage-held" in s.names]
    first, second, *_ = held
    assert first.right <= second.left
    assert timeline.complaints(svg, recording) == []
