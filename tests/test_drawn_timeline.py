"""Timelines are read back and agree with their recordings; one that does not is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import drawing
import pytest
from conftest import ROOT, all_snippets
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import timeline
from pictures.changed import Change, changed, drop, found, put, say, shift, swap
from pictures.svg import CELL
from test_recording import ACTIONS, program, recorded_by, small_program

from import_asyncio.guide.pythons import pythons
from import_asyncio.program import Program, parse, read
from import_asyncio.record.record import record
from import_asyncio.recording import Recording, from_json

ON_STAGE = [name for name in all_snippets() if read(ROOT / "snippets" / f"{name}.py").on_stage]
MANY = """
async def worker(n, door):
    async with door:
        await asyncio.sleep(1 + n % 3)
        if n == 20:
            raise ValueError
        print("worker", n)
"""
MANY_BODY = (
    "door = asyncio.Semaphore(2)\n"
    "jobs = (worker(n, door) for n in range(40))\n"
    "await asyncio.gather(*jobs, return_exceptions=True)"
)
LONG_BODY = "for n in range(100):\n    await asyncio.sleep(1)\n    print('tick', n)"
ALIKE_BODY = "for n in range(100):\n    await asyncio.sleep(1)"
RICH = st.sampled_from(
    [
        "await asyncio.sleep(0)",
        "await asyncio.sleep(1)",
        "await asyncio.sleep(2.5)",
        "print(name, 'says hello to everybody who is here')",
        "print('a', end=' ')",
        "print()",
        "async with lock: await asyncio.sleep(1)",
        "async with lock: pass",
        "async with door: await asyncio.sleep(1)",
        "async with door: await lock.acquire()",
        "await door.acquire()",
        "door.release()",
        "event.set()",
        "await event.wait()",
        "async with fresh: await fresh.wait()",
        "async with fresh: fresh.notify_all()",
        "others[0].cancel()",
        "others[-1].cancel()",
        "await asyncio.wait_for(event.wait(), 1.5)",
        "async with asyncio.timeout(0.5): await asyncio.sleep(1)",
        "others.append(asyncio.create_task(asyncio.sleep(1), name='nap'))",
        "await asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))",
        "await others[-1]",
        "await queue.get()",
        "queue.put_nowait(1)",
        "raise ValueError",
        "asyncio.get_running_loop().call_soon(said)",
        "asyncio.get_running_loop().call_later(1, door.release)",
        "await asyncio.to_thread(print, 'thread')",
    ]
)


def rich_program(bodies: list[list[str]], *, eager: bool = False) -> Program:
    """Return a program with one task for each body, and all that asyncio has to wait for."""
    source = "import asyncio\ndef said(): print('callback')\n"
    source += "async def leaf(name):\n    print(name, 'leaf')\n    await asyncio.sleep(1)\n"
    for number, body in enumerate(bodies):
        lines = "".join(f"    {line}\n" for line in body)
        source += f"async def task{number}(name, lock, event, door, fresh, queue, others):\n{lines}"
    calls = ", ".join(f"task{n}('{'ABC'[n]}', *shared)" for n in range(len(bodies)))
    source += "async def main():\n    others = []\n"
    if eager:
        source += "    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)\n"
    source += (
        "    shared = (asyncio.Lock(), asyncio.Event(), asyncio.Semaphore(2),\n"
        "              asyncio.Condition(), asyncio.Queue(), others)\n"
        f"    others += [asyncio.create_task(coro) for coro in ({calls},)]\n"
        "    await asyncio.gather(*others, return_exceptions=True)\n"
        "asyncio.run(main())\n"
    )
    return parse(source, "program.py")


def wrong(recording: Recording) -> list[str]:
    return timeline.complaints(drawing.timeline(recording), recording)


@pytest.mark.parametrize("name", ON_STAGE)
def test_the_timeline_of_a_snippet_is_true(name: str) -> None:
    assert wrong(drawing.recorded(name)) == []


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.lists(ACTIONS, min_size=1, max_size=8), min_size=1, max_size=3))
def test_the_timeline_of_a_small_program_is_true(bodies: list[list[str]]) -> None:
    assert wrong(record(small_program(bodies))) == []


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.lists(st.lists(RICH, min_size=1, max_size=6), min_size=1, max_size=3))
def test_the_timeline_of_a_rich_program_is_true(bodies: list[list[str]]) -> None:
    assert wrong(record(rich_program(bodies))) == []


@settings(max_examples=8, deadline=None, derandomize=True)
@given(st.lists(st.lists(RICH, min_size=12, max_size=25), min_size=2, max_size=3))
def test_the_timeline_of_a_long_program_is_true(bodies: list[list[str]]) -> None:
    assert wrong(record(rich_program(bodies))) == []


EAGER = [
    ["print('a')", "others.append(asyncio.create_task(leaf(name)))", "await others[-1]"],
    ["async with lock: others.append(asyncio.create_task(leaf(name)))", "await door.acquire()"],
    ["async with door: await asyncio.gather(leaf('L'), leaf('M'))", "others[0].cancel()"],
]


@pytest.mark.parametrize("version", sorted(pythons()), ids=str)
def test_the_timeline_of_eager_tasks_is_true(version: tuple[int, int, int], tmp_path: Path) -> None:
    file = tmp_path / "program.py"
    file.write_text(rich_program(EAGER, eager=version >= (3, 12)).source)
    recording = from_json(json.dumps(recorded_by(version, file)))
    assert (version >= (3, 12)) == any(step.within is not None for step in recording.steps)
    assert wrong(recording) == []


FOLDED = {
    "many": program(MANY_BODY, MANY),
    "alike": program(MANY_BODY, MANY.replace("n == 20", "n > 90").replace("1 + n % 3", "1")),
    "long": program(LONG_BODY),
    "silent": program(ALIKE_BODY),
    "prints": program("for n in range(7):\n    print('line', n)"),
    "different": program("for n in range(50):\n    await asyncio.sleep(n)"),
    "often": program("lock = asyncio.Lock()\nfor _ in range(99):\n    async with lock:\n        1"),
    "odd": program(
        "odd = 'a\\x1b[31m\\n\\x00<\\ud800\\ufffe'\n"
        "locks = {odd: asyncio.Lock(), 'b': asyncio.Lock()}\n"
        "for lock in locks.values():\n    await lock.acquire()\n"
        "await asyncio.create_task(asyncio.sleep(1), name=odd)\nprint(odd, '東京 ' * 30, end='')"
    ),
}


@pytest.mark.parametrize("name", FOLDED)
def test_a_timeline_with_folds_is_true(name: str) -> None:
    recording = record(FOLDED[name])
    assert wrong(recording) == []
    folds = ["many", "alike", "long", "silent", "prints", "different"]
    assert (name in folds) == bool(re.search(r"… \d+ ", drawing.timeline(recording)))


def lane(name: str) -> list[Change]:
    """Return changes that swap two of what is drawn of holds, with their lines and words."""

    def pair(part: str) -> Change:
        return lambda root: [
            swap(y, lambda root: found(root, part)[:2])(root) for y in ("y", "y1", "y2")
        ]

    return [pair(part) for part in (name, "stage-hold", "stage-hold-word")]


def figure_of(root: ElementTree.Element) -> ElementTree.Element:
    """Return the part of a timeline that scrolls."""
    return found(root, "stage-timeline")[0]


def arrow(step: int, **by: float) -> list[Change]:
    """Return changes that move the end of an arrow with its head."""

    def head(root: ElementTree.Element) -> None:
        shaft = found(root, step=step, name="stage-wake")[0]
        parts = list(figure_of(root))
        tip = parts[parts.index(shaft) + 1]
        x, y = map(float, re.findall(r"[\d.]+", tip.attrib["d"])[:2])
        path = tip.attrib["d"].partition("l")[2]
        tip.set("d", f"M{x + by.get('x1', 0):g} {y + by.get('y2', 0):g}l{path}")

    return [head, shift("stage-wake", step=step, by=by)]


def twice(root: ElementTree.Element) -> None:
    figure_of(root).append(found(root, step=3, line=9)[0])


def add_arrow(root: ElementTree.Element) -> None:
    figure = figure_of(root)
    parts = list(figure)
    at = parts.index(found(figure, "stage-wake", step=3)[0])
    for part in parts[at : at + 2]:
        text = ElementTree.tostring(part, encoding="unicode").replace("242.375", "260.5")
        figure.insert(at, ElementTree.fromstring(text.replace('data-step="3"', 'data-step="4"')))
    figure[at], figure[at + 1] = figure[at + 1], figure[at]


EXCLUSIVE, CANCELLED = "drawn/exclusive", "drawn/cancelled_waiter"
DEADLOCK, TWO, TIMEOUT = "drawn/opposite_orders", "drawn/two_at_a_time", "drawn/time_limit"
FAULTS: dict[str, tuple[str, list[Change], str]] = {
    "holders swapped": (EXCLUSIVE, lane("stage-held"), "holds lock is not drawn"),
    "a hold that is over": (EXCLUSIVE, [shift("stage-held", by={"width": 130})], "is none"),
    "a hold extended a little": (EXCLUSIVE, [shift("stage-held", by={"width": CELL})], "is none"),
    "a hold that begins early": (
        EXCLUSIVE,
        [shift("stage-held", number=1, by={"x": -60, "width": 60})],
        "is none",
    ),
    "a hold left out": (
        EXCLUSIVE,
        [drop("stage-held"), drop("stage-hold"), drop("stage-hold-word")],
        "that Ada holds lock is not drawn",
    ),
    "a hold of something else": (EXCLUSIVE, [say("stage-hold-word", "lock", "door")], "holds door"),
    "a hold without its word": (EXCLUSIVE, [drop("stage-hold-word")], "is not drawn"),
    "steps in each other's lanes": (
        EXCLUSIVE,
        [swap("y", lambda root: found(root, "stage-step")[1:3])],
        "step 1 of Ada is in the lane of Ben",
    ),
    "steps in another order": (
        EXCLUSIVE,
        [swap("x", lambda root: found(root, "stage-step")[3:5])],
        "does not stand after step 3",
    ),
    "steps exchanged": (
        EXCLUSIVE,
        [swap("data-step", lambda root: found(root, "stage-step")[1:3])],
        "is in the lane of",
    ),
    "a step left out": (EXCLUSIVE, [drop("stage-step", step=4)], "are not drawn, and 0 folds"),
    "a step drawn twice": (EXCLUSIVE, [twice], "drawn twice"),
    "a line off by one": (EXCLUSIVE, [put("data-line", "10", step=3, line=9)], "begins in line 9"),
    "a step that is bad": (
        EXCLUSIVE,
        [put("class", "stage-step stage-bad", step=3, line=9)],
        "step 3 is an ordinary one",
    ),
    "an arrow left out": (EXCLUSIVE, [drop("stage-wake", step=3)], "step 3 wakes Ben"),
    "an arrow to another lane": (EXCLUSIVE, arrow(5, y2=61), "step 5 wakes Ada"),
    "an arrow of another step": (
        EXCLUSIVE,
        [put("data-step", "4", "stage-wake", step=3)],
        "the arrow of step 4 does not begin at its box",
    ),
    "an arrow beside its step": (EXCLUSIVE, arrow(3, x1=20, x2=20), "does not begin at its box"),
    "an arrow too many": (EXCLUSIVE, [add_arrow], "arrow"),
    "a wake-up drawn as a cancellation": (
        EXCLUSIVE,
        [
            put("class", "stage-cancel", "stage-wake"),
            put("class", "stage-cancel-head", "stage-head"),
        ],
        "step 3 cancels Ben",
    ),
    "a wait that ends late": (EXCLUSIVE, [shift(wait=2, by={"width": 20})], "ends elsewhere"),
    "a wait that ends early": (EXCLUSIVE, [shift(wait=2, by={"width": -20})], "ends elsewhere"),
    "a wait that begins early": (EXCLUSIVE, [shift(wait=1, by={"x1": -14})], "begins elsewhere"),
    "a wait in another lane": (EXCLUSIVE, [shift(wait=2, by={"y": -78})], "in the lane of Ada"),
    "a wait left out": (EXCLUSIVE, [drop(wait=3)], "the wait of Ben for sleep 0.1 s is not drawn"),
    "a wait for something else": (EXCLUSIVE, [say("stage-word", "lock", "event")], "says event"),
    "waits exchanged": (
        EXCLUSIVE,
        [swap("data-wait", lambda root: found(root, "stage-answer")[:2])],
        "is drawn in the lane of",
    ),
    "a wait without its word": (EXCLUSIVE, [drop("stage-word", "lock")], "says []"),
    "a blocked task that seems to wait for an answer": (
        EXCLUSIVE,
        [put("class", "stage-answer", "stage-edge")],
        "is drawn as stage-answer",
    ),
    "a task that seems not to be ready": (EXCLUSIVE, [drop("stage-ready", number=1)], "Ben is rea"),
    "a task that seems to be ready": (
        EXCLUSIVE,
        [shift("stage-ready", number=1, by={"x1": 100, "x2": 100})],
        "Ben is not ready",
    ),
    "a print at another step": (
        EXCLUSIVE,
        [shift("stage-print", "Ada: page 1", by={"x": 116})],
        "step 1 prints",
    ),
    "a print of another task": (
        EXCLUSIVE,
        [shift("stage-print", "Ben: page 1", by={"y": -78})],
        "Ben: page 1",
    ),
    "a print with other words": (EXCLUSIVE, [say("stage-print", "page 2", "page 1")], "prints"),
    "a print left out": (EXCLUSIVE, [drop("stage-print", "Ada: page 2")], "below it stands []"),
    "a clock that is wrong": (EXCLUSIVE, [say("stage-clock", "0.1", "0.2")], "the clock says 0.2"),
    "a clock moved": (EXCLUSIVE, [shift("stage-clock", "0.1 s", by={"x": -20})], "the clock says"),
    "a clock that stands still": (EXCLUSIVE, [drop("stage-clock", "0.2 s")], "strikes 3 times"),
    "lanes with each other's names": (
        EXCLUSIVE,
        [say("stage-task", "Ada", "Ben")],
        "the lane of Ada is called Ben",
    ),
    "lanes exchanged": (
        EXCLUSIVE,
        [
            lambda root: found(root, task=1)[0].set("data-task", "9"),
            lambda root: found(root, task=2)[0].set("data-task", "1"),
            lambda root: found(root, task=9)[0].set("data-task", "2"),
        ],
        "the lanes are not in the order",
    ),
    "a call of another function": (EXCLUSIVE, [say("stage-call", "report", "export")], "export"),
    "a legend that lacks a sign": (
        EXCLUSIVE,
        [drop(words=" holds it")],
        "the legend lacks 'holds it'",
    ),
    "a legend with words of another sign": (
        EXCLUSIVE,
        [say("li", "waits for tasks", "waits for an answer")],
        "of another sign",
    ),
    "a legend with too much": (
        EXCLUSIVE,
        [say("li", "wakes", "cancels")],
        "the legend says cancels of another sign",
    ),
    "another title": (EXCLUSIVE, [say("title", "exclusive", "inclusive")], "the title is"),
    "another holder in words": (
        EXCLUSIVE,
        [say("desc", "which Ada holds", "which Ben holds")],
        "which Ben holds",
    ),
    "another one woken in words": (EXCLUSIVE, [say("desc", "wakes Ben", "wakes main")], "told is"),
    "less in words": (EXCLUSIVE, [say("desc", "gives back the lock, ", "")], "told is"),
    "more in words": (EXCLUSIVE, [say("desc", "is done and", "is done, wakes Ada and")], "told is"),
    "another time in words": (EXCLUSIVE, [say("desc", "At 0.1 s", "At 0.3 s")], "told is"),
    "another end in words": (EXCLUSIVE, [say("desc", "done at 0.2", "done at 0.1")], "told is"),
    "a step that words leave out": (
        EXCLUSIVE,
        [say("desc", "At 0.2 s.*\n", "")],
        "2 steps are not told",
    ),
    "a legend whose hatching is lost": (
        EXCLUSIVE,
        [lambda root: found(root, "stage-stripe")[-1].set("class", "stage-line")],
        "the sign of is blocked is not hatched",
    ),
    "names that are read out twice": (
        EXCLUSIVE,
        [put("aria-hidden", "false", "stage-names")],
        "are read out twice",
    ),
    "names that end early": (
        EXCLUSIVE,
        [shift("stage-names", by={"width": -CELL})],
        "and the rest begins at",
    ),
    "names that are cut off": (
        EXCLUSIVE,
        [
            shift("stage-names", by={"width": -8 * CELL}),
            put("viewBox", "43.5 0 500 500", "stage-timeline"),
        ],
        "is cut off",
    ),
    "names that stand there twice": (
        EXCLUSIVE,
        [lambda root: found(root, "stage-sheet")[0].append(found(root, "stage-names")[0])],
        "2 parts have the names",
    ),
    "a cancel message lost": (CANCELLED, [drop("stage-stop", "cancelled")], "it is news that"),
    "a cancel message of another step": (
        CANCELLED,
        [shift("stage-stop", "cancelled", by={"x": 105})],
        "it is news that",
    ),
    "a step that seems good": (
        CANCELLED,
        [put("class", "stage-step", "stage-struck")],
        "step 5 is struck",
    ),
    "a step that seems to go wrong": (
        CANCELLED,
        [put("class", "stage-step stage-bad", "stage-struck")],
        "step 5 is struck",
    ),
    "a slash that is a cross": (
        CANCELLED,
        [
            lambda root: found(root, "stage-cross")[0].set(
                "d", found(root, "stage-cross")[0].attrib["d"] + "m0 8l-8 -8"
            )
        ],
        "step 5 is struck",
    ),
    "a cancellation in the words of a failure": (
        CANCELLED,
        [put("class", "stage-news", "stage-stop")],
        "it is news that",
    ),
    "a slash lost": (CANCELLED, [drop("stage-cross")], "step 5 is struck"),
    "a cancellation without its arrow": (CANCELLED, [drop("stage-cancel")], "step 4 cancels Ann"),
    "a cancellation drawn as a wake-up": (
        CANCELLED,
        [
            put("class", "stage-wake", "stage-cancel"),
            put("class", "stage-head", "stage-cancel-head"),
        ],
        "step 4 wakes Ann",
    ),
    "a cancellation that words leave out": (
        CANCELLED,
        [say("desc", "Ben is cancelled, prints", "Ben prints")],
        "told is",
    ),
    "a timeout called a cancellation": (
        TIMEOUT,
        [say("stage-stop", "timeout", "cancelled")],
        "it is news that ['timeout']",
    ),
    "a deadlock that closes": (
        DEADLOCK,
        [
            lambda root: found(root, "stage-error-edge")[0].set(
                "d", f"{found(root, 'stage-error-edge')[0].attrib['d']}z"
            )
        ],
        "its bar closes",
    ),
    "a deadlock that ends": (
        DEADLOCK,
        [
            lambda root: found(root, "stage-error-edge")[1].set(
                "d",
                re.sub(
                    r"(?<=[MH])(\d+)(?=[ \"]|$|\.)",
                    lambda x: str(int(x[0]) - 40),
                    found(root, "stage-error-edge")[1].attrib["d"],
                ),
            )
        ],
        "elsewhere",
    ),
    "a deadlock that seems to be an ordinary wait": (
        DEADLOCK,
        [put("class", "stage-edge", "stage-error-edge")],
        "is drawn as stage-edge",
    ),
    "a deadlock hatched as an ordinary wait": (
        DEADLOCK,
        [put("fill", "url(#p-hatch)", "stage-error-edge")],
        "is not hatched",
    ),
    "a deadlock that does not say so": (
        DEADLOCK,
        [say("stage-news", "waits for ever", "waits")],
        "for ever",
    ),
    "a deadlock of others in words": (
        DEADLOCK,
        [say("desc", r"(Deadlock .*Ada waits for the lock \w+, which )Ben", r"\1Ada")],
        "told is",
    ),
    "one of two holders lost": (
        TWO,
        [drop("stage-held"), drop("stage-hold"), drop("stage-hold-word")],
        "holds semaphore is not drawn",
    ),
    "a holder who has given back": (
        TWO,
        [shift("stage-held", number=1, by={"width": 4 * CELL})],
        "is none",
    ),
    "one who waits drawn as a holder": (
        TWO,
        [shift("stage-held", number=1, by={"y": 78})],
        "is none",
    ),
}


WATCHED = ['account["balance"]', "len(account)", "nothing"]
FAULTS_OF_VALUES: dict[str, tuple[list[Change], str]] = {
    "another value": ([say("stage-value-word", "0", "1")], "is 0 after step 0, drawn is ['1']"),
    "a value left out": ([drop("stage-value")], "changes in steps"),
    "a value of another step": (
        [put("data-step", "4", "stage-value", number=1)],
        "changes in steps",
    ),
    "a value that begins late": (
        [
            lambda root: found(root, "stage-value")[0].set(
                "d", found(root, "stage-value")[1].attrib["d"]
            )
        ],
        "the value after step 0 begins at",
    ),
    "a value that ends early": (
        [
            lambda root: found(root, "stage-value")[0].set(
                "d", re.sub(r"(?<=[MH])\d+", "90", found(root, "stage-value")[0].attrib["d"])
            )
        ],
        "the value after step 0",
    ),
    "a value without its word": ([drop("stage-value-word")], "drawn is []"),
    "rows exchanged": (
        [swap("y", lambda root: [t for t in found(root, "stage-call") if _is_row(t)])],
        "is called",
    ),
    "a row without its name": ([drop("stage-call", "balance")], "1 rows have a name"),
    "a value that words leave out": (
        [say("desc", r'account\["balance"\] is now 1\.', "")],
        "told is",
    ),
    "another value in words": ([say("desc", "is now 1", "is now 2")], "told is"),
    "a value that the legend leaves out": (
        [drop(words=" a value, from the step that changes it")],
        "the legend lacks",
    ),
}


def _is_row(text: ElementTree.Element) -> bool:
    return text.text in ("balance", "len(account)")


@pytest.mark.parametrize("fault", FAULTS_OF_VALUES)
def test_a_fault_in_values_is_refused(fault: str) -> None:
    changes, said = FAULTS_OF_VALUES[fault]
    recording = record(drawing.program("lock/lost_update"), values=WATCHED)
    svg = drawing.timeline(recording)
    assert timeline.complaints(svg, recording) == []
    complaints = timeline.complaints(changed(svg, *changes), recording)
    assert any(said in complaint for complaint in complaints), complaints


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.lists(RICH, min_size=1, max_size=6), min_size=1, max_size=3))
def test_values_in_the_timeline_of_a_rich_program_are_true(bodies: list[list[str]]) -> None:
    watched = ["lock.locked()", "door._value", "len(others)", "name", "queue.qsize()"]
    assert wrong(record(rich_program(bodies), values=watched)) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_a_timeline_is_refused(fault: str) -> None:
    name, changes, said = FAULTS[fault]
    recording = drawing.recorded(name)
    svg = drawing.timeline(recording)
    assert timeline.complaints(svg, recording) == []
    complaints = timeline.complaints(changed(svg, *changes), recording)
    assert any(said in complaint for complaint in complaints), complaints


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("long", say("stage-call", "61 steps", "60 steps"), "61 steps are folded"),
        ("long", say("stage-call", "61 printed", "16 printed"), "61 printed lines are folded"),
        ("long", say("stage-call", "… 61 .*", "… 61 steps alike …"), "printed lines are folded"),
        ("long", drop("stage-call", "… 61 steps, 61 printed lines …"), "0 folds say so"),
        ("long", say("desc", "41 printed", "14 printed"), "41 printed lines are folded"),
        ("different", say("stage-call", "21 more steps", "21 steps alike"), "like them"),
        ("many", say("stage-call", r"… (\d+) ", "… 3 "), "tasks are folded"),
        ("many", say("stage-call", r"\d+ printed", "9 printed"), "printed lines are folded"),
        ("many", say("stage-news", "ValueError", "KeyError"), "it is news that ['ValueError']"),
        ("prints", say("stage-print", "… 4 lines", "… 3 lines"), "step 0 prints"),
        ("alike", say("stage-call", r"… 32 ", "… 31 "), "32 tasks are folded"),
    ],
)
def test_a_fault_in_a_fold_is_refused(name: str, change: Change, said: str) -> None:
    recording = record(FOLDED[name])
    svg = changed(drawing.timeline(recording), change)
    complaints = timeline.complaints(svg, recording)
    assert any(said in complaint for complaint in complaints), complaints
