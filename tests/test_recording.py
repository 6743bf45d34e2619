"""The recording: what happened, who made whom ready, and that nobody notices the watcher."""

from __future__ import annotations

import gc
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, all_snippets
from hypothesis import given, settings
from hypothesis import strategies as st

from import_asyncio.draw.prose import describe_recording
from import_asyncio.errors import GuideError
from import_asyncio.guide.pythons import pythons
from import_asyncio.program import Program, parse, read
from import_asyncio.record.record import record, run_and_record
from import_asyncio.recording import Recording, Step, Wait, from_json
from import_asyncio.run.runner import Run, run

ADDRESS = re.compile(r"0x[0-9a-f]+")
VERBS = ("starts", "takes", "gives back", "prints", "cancels", "wakes", "waits", "ends")
ON_STAGE = [name for name in all_snippets() if read(ROOT / "snippets" / f"{name}.py").on_stage]


def snippet(name: str) -> Program:
    return read(ROOT / "snippets" / f"{name}.py")


def program(body: str, before: str = "") -> Program:
    """Return a program whose main task has the given body."""
    lines = "\n".join(f"    {line}" for line in body.strip("\n").splitlines())
    source = f"import asyncio\n{before}\nasync def main():\n{lines}\n\nasyncio.run(main())\n"
    return parse(source, "program.py")


def recorded(body: str, before: str = "") -> Recording:
    return record(program(body, before))


def waits_of(recording: Recording, label: str) -> list[Wait]:
    task = [entry.label for entry in recording.tasks].index(label)
    return [wait for wait in recording.waits if wait.task == task]


def steps_of(recording: Recording, label: str) -> list[Step]:
    task = [entry.label for entry in recording.tasks].index(label)
    return [step for step in recording.steps if step.task == task]


def without_addresses(seen: Run) -> tuple[str, ...]:
    return tuple(ADDRESS.sub("0x", str(part)) for part in vars(seen).values())


@pytest.mark.parametrize("name", ON_STAGE)
def test_watching_changes_nothing(name: str) -> None:
    plain = run(snippet(name))
    watched, recording = run_and_record(snippet(name))
    assert without_addresses(watched) == without_addresses(plain)
    assert "".join(f"{line.text}\n" for line in recording.prints) == plain.stdout
    assert from_json(recording.to_json()) == recording
    check_whole(recording)


def check_whole(recording: Recording) -> None:
    """Check that the parts of a recording agree with one another."""
    assert all(wait.woken for wait in recording.waits if wait.end is not None)
    for wait in recording.waits:
        assert recording.steps[wait.begin].task == wait.task
        if wait.end is not None:
            assert recording.steps[wait.end].task == wait.task
            assert wait.end > wait.begin
            assert wait.woken_by is None or wait.woken_by < wait.end
    assert sorted(step.time for step in recording.steps) == [s.time for s in recording.steps]
    assert sorted(step.turn for step in recording.steps) == [s.turn for s in recording.steps]
    if recording.ending != "deadlock":
        assert all(task.end for task in recording.tasks)
    told = {verb: [act.what for act in recording.acts if act.verb == verb] for verb in VERBS}
    assert told["prints"] == list(range(len(recording.prints)))
    assert told["takes"] == list(range(len(recording.holds)))
    assert told["waits"] == list(range(len(recording.waits)))
    assert len(set(told["ends"])) == len(told["ends"]) == sum(bool(t.end) for t in recording.tasks)


def test_what_a_step_does_is_told_in_order() -> None:
    def said(name: str) -> str:
        return describe_recording(record(snippet(name)))

    assert (
        "soup gives back the semaphore, hands the semaphore to tea, wakes tea, "
        "prints “soup is done” and is done." in said("semaphore/two_at_a_time")
    )
    assert (
        "main prints “acquire”, takes the lock, prints “the block” and “release”, "
        "gives back the lock and is done." in said("lock/async_with")
    )
    assert "main gives back the lock, wakes Ada, prints “locked: False”" in said("lock/locked")
    assert (
        "prints “saved”, gives back the lock, takes the lock, prints “closing” and sleeps 0.1 s."
        in said("lock/twice_fixed")
    )


def test_a_task_that_is_done_wakes_who_waits_for_it() -> None:
    assert (
        "Ben prints “Ben: page 2”, gives back the lock, is done and wakes main."
        in describe_recording(record(snippet("lock/exclusive")))
    )


def test_a_wake_up_after_its_step_is_told_after_the_wait() -> None:
    told = describe_recording(record(snippet("condition/inside")))
    assert "ring takes the lock, wakes main, gives back the lock and is done." in told
    assert "and waits for its tasks. main is woken by ring. main" in told


def test_a_wake_up_and_then_a_cancellation() -> None:
    recording = record(snippet("event/cancelled_waiter"))
    labels = [task.label for task in recording.tasks]
    asked = [
        (act.verb, labels[recording.cancellations[act.what].task])
        if act.verb == "cancels"
        else (act.verb, labels[recording.waits[act.what].task])
        for act in recording.acts
        if act.verb in ("cancels", "wakes") and recording.steps[act.step].task == 0
    ]
    assert asked == [("wakes", "Ben"), ("wakes", "Cid"), ("cancels", "Ben")]
    assert "main wakes Ben and Cid, cancels Ben and" in describe_recording(recording)


@pytest.mark.parametrize("name", ["event/set_in_thread", "event/set_in_thread_fixed"])
def test_a_thread_acts_when_the_clock_says_so(name: str) -> None:
    recording = record(snippet(name))
    (wait,) = waits_of(recording, "guest")
    assert wait.woken_by is not None
    waker = recording.steps[wait.woken_by]
    assert (waker.place, waker.time) == ("thread", 0.1)
    (line,) = [line for line in recording.prints if line.text == "the thread ends"]
    assert (recording.steps[line.step].place, recording.steps[line.step].time) == ("thread", 0.3)
    assert "At 0.1 s: A thread wakes guest." in describe_recording(recording)
    (thread_wait,) = [wait for wait in waits_of(recording, "main") if wait.kind == "thread"]
    assert thread_wait.woken_by is None


def test_a_thread_wakes_though_none_of_its_lines_is_the_programs() -> None:
    recording = recorded(
        "event, loop = asyncio.Event(), asyncio.get_running_loop()\n"
        "loop.run_in_executor(None, loop.call_soon_threadsafe, event.set)\n"
        "await event.wait()"
    )
    (wait,) = waits_of(recording, "main")
    assert wait.woken_by is not None
    assert recording.steps[wait.woken_by].place == "thread"


def test_a_thread_starts_a_task() -> None:
    recording = record(snippet("barrier/thread_as_party"))
    born = recording.tasks[-1].born
    assert born is not None
    assert recording.steps[born].place == "thread"
    assert "A thread starts wait 2." in describe_recording(recording)


def test_who_is_done_is_not_waited_for_for_ever() -> None:
    recording = record(snippet("semaphore/leaked_permit"))
    wait = next(wait for wait in recording.waits_for_ever() if wait.task == 0)
    assert (wait.label, recording.label_at_end(wait)) == ("photo, letter", "letter")
    assert "main waits at line 22 for letter:" in recording.transcript
    told = describe_recording(recording)
    assert "main starts photo and letter and waits for photo and letter." in told
    assert "each waits for ever: main waits for letter; letter" in told


def test_a_sleep_of_nothing_lets_others_run() -> None:
    told = describe_recording(recorded("await asyncio.sleep(0)"))
    assert told.startswith("At 0 s: main lets others run. main is done.")


def test_what_is_done_again_and_again_is_counted() -> None:
    recording = recorded(
        "lock = asyncio.Lock()\nfor n in range(40):\n"
        "    await lock.acquire()\n    print(n)\n    lock.release()"
    )
    told = describe_recording(recording)
    assert "prints “0”, gives back the lock, takes the lock, prints “1”" in told
    assert re.search(r"does \d+ things more", told)
    assert told.splitlines()[0].endswith("prints “39”, gives back the lock and is done.")


def test_a_lock_and_who_woke_whom() -> None:
    recording = record(snippet("lock/exclusive"))
    assert [task.label for task in recording.tasks] == ["main", "Ada", "Ben"]
    assert [task.parent for task in recording.tasks] == [None, 0, 0]
    assert [task.call for task in recording.tasks][1:] == ["report('Ada', …)", "report('Ben', …)"]
    (lock_wait,) = [wait for wait in recording.waits if wait.kind == "lock"]
    assert recording.tasks[lock_wait.task].label == "Ben"
    assert recording.holders(lock_wait) == [1]
    assert lock_wait.woken_by is not None
    waker = recording.steps[lock_wait.woken_by]
    assert (waker.task, waker.time, waker.suspends) == (1, 0.1, None)
    assert [(hold.task, hold.begin, hold.end) for hold in recording.holds] == [(1, 1, 3), (2, 4, 5)]
    sleeps = [wait for wait in recording.waits if wait.kind == "sleep"]
    assert {(wait.label, wait.woken, wait.woken_by) for wait in sleeps} == {
        ("sleep 0.1 s", True, None)
    }


def test_lines_are_those_of_the_file() -> None:
    source = snippet("lock/exclusive").source.splitlines()
    recording = record(snippet("lock/exclusive"))
    for wait in recording.waits:
        assert "await" in source[wait.line - 1] or "async with" in source[wait.line - 1]
    assert {source[line.line - 1].strip()[:6] for line in recording.prints} == {"print("}


def test_several_locks_go_by_their_names() -> None:
    recording = record(snippet("lock/opposite_orders"))
    assert recording.ending == "deadlock"
    assert [primitive.label for primitive in recording.primitives] == ["lock rent", "lock food"]
    stuck = {recording.tasks[wait.task].label: wait for wait in recording.waits_for_ever()}
    assert stuck["Ada"].label == "lock food"
    assert recording.holders(stuck["Ada"]) == [stuck["Ben"].task]
    assert recording.holders(stuck["Ben"]) == [stuck["Ada"].task]
    assert "Ada waits for the lock food, which Ben holds" in describe_recording(recording)


def test_names_of_primitives_come_from_the_program() -> None:
    recording = recorded(
        "class Shop:\n"
        "    def __init__(self):\n"
        "        self.open: asyncio.Event = asyncio.Event()\n"
        "shop, bell = Shop(), asyncio.Event()\n"
        "asyncio.get_running_loop().call_later(1, shop.open.set)\n"
        "asyncio.get_running_loop().call_later(2, bell.set)\n"
        "await shop.open.wait()\n"
        "await bell.wait()"
    )
    assert [wait.label for wait in recording.waits] == ["event open", "event bell"]
    same = recorded(
        "for fork in [asyncio.Lock() for _ in range(2)]:\n    await fork.acquire()",
    )
    assert [primitive.label for primitive in same.primitives] == ["lock 1", "lock 2"]


def test_a_semaphore_hands_its_place_over() -> None:
    recording = recorded(
        "door = asyncio.Semaphore(1)\n"
        "async def guest(name):\n"
        "    async with door:\n"
        "        await asyncio.sleep(1)\n"
        "await asyncio.gather(guest('Ann'), guest('Ben'))"
    )
    (wait,) = [wait for wait in recording.waits if wait.kind == "semaphore"]
    first, second = recording.holds
    assert (recording.tasks[first.task].label, recording.tasks[second.task].label) == ("Ann", "Ben")
    assert first.end == second.begin == wait.woken_by
    assert second.end is not None


def test_a_condition_is_awaited_and_then_its_lock() -> None:
    recording = recorded(
        "fresh = asyncio.Condition()\n"
        "async def buy():\n"
        "    async with fresh:\n"
        "        await fresh.wait()\n"
        "async def bake():\n"
        "    async with fresh:\n"
        "        fresh.notify()\n"
        "        await asyncio.sleep(1)\n"
        "await asyncio.gather(buy(), bake())"
    )
    assert [wait.kind for wait in waits_of(recording, "buy")] == ["condition", "lock"]


def test_a_barrier_shows_no_inner_lock() -> None:
    recording = recorded(
        "gate = asyncio.Barrier(2)\nawait asyncio.gather(gate.wait(), gate.wait())"
    )
    assert [wait.kind for wait in recording.waits if wait.kind != "tasks"] == ["barrier"]
    assert recording.holds == ()


def test_a_timeout_and_where_it_strikes() -> None:
    recording = record(snippet("lock/time_limit"))
    (stop,) = recording.cancellations
    assert (stop.cause, stop.by) == ("timeout", None)
    assert stop.struck is not None
    assert recording.steps[stop.struck].struck == 0
    assert recording.tasks[stop.task].end == "done"


def test_wait_for_times_out() -> None:
    recording = recorded(
        "try:\n    await asyncio.wait_for(asyncio.sleep(9), 1)\nexcept TimeoutError:\n    pass"
    )
    assert [stop.cause for stop in recording.cancellations] == ["timeout"]


def test_who_cancelled_whom() -> None:
    recording = record(snippet("lock/cancelled_waiter"))
    ends = {task.label: task.end for task in recording.tasks}
    assert ends == {
        "main": "done",
        "Ada": "cancelled",
        "Ben": "cancelled",
        "Cleo": "done",
        "call_away": "done",
    }
    asked = []
    for stop in recording.cancellations:
        assert stop.cause == "cancel"
        assert stop.by is not None
        by = recording.steps[stop.by].task
        assert by is not None
        asked.append((recording.tasks[by].label, recording.tasks[stop.task].label))
        assert stop.struck is not None
        assert recording.steps[stop.struck].task == stop.task
    assert asked == [("call_away", "Ada"), ("main", "Ben")]


def test_a_cancellation_that_never_strikes() -> None:
    recording = recorded(
        "async def deaf():\n"
        "    try:\n"
        "        await asyncio.sleep(9)\n"
        "    except asyncio.CancelledError:\n"
        "        return 'done anyway'\n"
        "inner = asyncio.create_task(deaf())\n"
        "async def outer():\n"
        "    return await inner\n"
        "task = asyncio.create_task(outer())\n"
        "await asyncio.sleep(1)\n"
        "task.cancel()\n"
        "print(await task)"
    )
    by_task = {recording.tasks[stop.task].label: stop for stop in recording.cancellations}
    assert by_task["deaf"].struck is not None
    assert by_task["outer"].struck is None
    assert recording.transcript == "done anyway\n"


def test_a_task_group_cancels_its_tasks() -> None:
    recording = recorded(
        "async def child(n):\n"
        "    await asyncio.sleep(n)\n"
        "    raise ValueError\n"
        "async with asyncio.TaskGroup() as group:\n"
        "    for n in 1, 2:\n"
        "        group.create_task(child(n))"
    )
    assert recording.ending == "ExceptionGroup"
    assert [task.end for task in recording.tasks] == ["ExceptionGroup", "ValueError", "cancelled"]
    assert {stop.cause for stop in recording.cancellations} == {"task group"}
    failing = [index for index, step in enumerate(recording.steps) if step.task == 1][-1]
    assert {stop.by for stop in recording.cancellations} == {failing}


def test_the_end_of_the_run_cancels_what_is_left() -> None:
    recording = recorded(
        "async def idle():\n    await asyncio.sleep(9)\n"
        "task = asyncio.create_task(idle())\nawait asyncio.sleep(0)"
    )
    (stop,) = recording.cancellations
    assert (stop.cause, recording.tasks[stop.task].end) == ("end of run", "cancelled")


@pytest.mark.parametrize(
    ("body", "kind", "label"),
    [
        ("await asyncio.sleep(0)", "turn", "lets others run"),
        ("await asyncio.to_thread(int)", "thread", "thread"),
        ("await asyncio.get_running_loop().run_in_executor(None, int)", "thread", "thread"),
        ("await asyncio.create_task(nap())", "task", "nap"),
        ("await asyncio.shield(nap())", "task", "nap"),
        ("await asyncio.gather(nap(), nap())", "tasks", "nap 1, nap 2"),
        ("await asyncio.gather(nap(), nap(), nap())", "tasks", "3 tasks"),
        ("await asyncio.wait([asyncio.create_task(nap())])", "tasks", "nap"),
        ("for one in asyncio.as_completed([nap()]):\n    await one", "tasks", "next task"),
        ("async for _ in naps():\n    pass", "sleep", "sleep 1 s"),
        ("async with asyncio.timeout(5):\n    await nap()", "sleep", "sleep 1 s"),
        ("queue = asyncio.Queue()\nasyncio.get_running_loop().call_later(1, queue.put_nowait, 1)\n"
         "await queue.get()", "queue", "queue"),
        ("future = asyncio.get_running_loop().create_future()\n"
         "asyncio.get_running_loop().call_later(1, future.set_result, 1)\n"
         "await future", "future", "future"),
    ],
)  # fmt: skip
def test_what_a_wait_is_for(body: str, kind: str, label: str) -> None:
    before = (
        "async def nap():\n    await asyncio.sleep(1)\n"
        "async def naps():\n    await nap()\n    yield\n"
    )
    wait = waits_of(recorded(body, before), "main")[0]
    assert (wait.kind, wait.label) == (kind, label)
    assert wait.woken


def test_outside_of_tasks() -> None:
    recording = record(
        parse(
            "import asyncio\n"
            "print('before')\n"
            "async def main():\n"
            "    asyncio.get_running_loop().call_soon(print, 'callback')\n"
            "    await asyncio.to_thread(print, 'thread')\n"
            "asyncio.run(main())\n"
            "print('after', end='')\n",
            "program.py",
        )
    )
    places = {line.text: recording.steps[line.step].place for line in recording.prints}
    assert places == {
        "before": "module",
        "callback": "callback",
        "thread": "thread",
        "after": "module",
    }


def prints_of(recording: Recording) -> list[tuple[str, str]]:
    """Return who printed, and what."""
    tasks = [recording.steps[line.step].task for line in recording.prints]
    labels = ["" if task is None else recording.tasks[task].label for task in tasks]
    return list(zip(labels, [line.text for line in recording.prints], strict=True))


def test_a_last_line_without_an_end_is_its_tasks_own() -> None:
    recording = recorded("await asyncio.sleep(1)\nprint('dots', end='')")
    assert prints_of(recording) == [("main", "dots")]
    assert {step.place for step in recording.steps} == {"task"}
    assert recording.transcript == "dots"
    assert "main prints “dots” and is done." in describe_recording(recording)
    check_whole(recording)


def test_of_a_line_that_several_print_each_has_its_piece() -> None:
    recording = recorded(
        "await asyncio.gather(dot('Ann'), dot('Ben'))\nprint(' end')\nprint()",
        "async def dot(name):\n"
        "    for n in range(2):\n"
        "        print(name, end=' ')\n"
        "        print(n, end=';')\n"
        "        await asyncio.sleep(1)\n",
    )
    assert recording.transcript == "Ann 0;Ben 0;Ann 1;Ben 1; end\n\n"
    pieces = [("Ann", "Ann 0;"), ("Ben", "Ben 0;"), ("Ann", "Ann 1;"), ("Ben", "Ben 1;")]
    assert prints_of(recording) == [*pieces, ("main", " end"), ("main", "")]
    assert [recording.steps[line.step].time for line in recording.prints] == [0, 0, 1, 1, 2, 2]
    check_whole(recording)


def test_what_the_module_begins_is_not_its_tasks_own() -> None:
    recording = record(
        parse(
            "import asyncio\n"
            "async def main():\n"
            "    print('main')\n"
            "print('module and ', end='')\n"
            "asyncio.run(main())\n",
            "program.py",
        )
    )
    assert prints_of(recording) == [("", "module and "), ("main", "main")]


def test_the_end_of_a_line_is_no_print_of_its_own() -> None:
    recording = recorded(
        "await asyncio.gather(dot())\nprint()\nprint('on')",
        "async def dot():\n    print('.', end='')\n",
    )
    assert prints_of(recording) == [("dot", "."), ("main", "on")]


def test_half_a_surrogate_pair_is_written_and_read_back() -> None:
    recording = recorded("await asyncio.create_task(asyncio.sleep(0), name=chr(0xD800))")
    assert recording.tasks[1].label == chr(0xD800)
    assert recording.to_json().encode("utf-8")
    assert from_json(recording.to_json()) == recording


def test_two_runs_in_one_program() -> None:
    recording = record(
        parse(
            "import asyncio\n"
            "async def main():\n    await asyncio.sleep(1)\n"
            "asyncio.run(main())\nasyncio.run(main())\n",
            "program.py",
        )
    )
    assert [task.label for task in recording.tasks] == ["main 1", "main 2"]
    assert [step.time for step in recording.steps] == [0, 1, 1, 2]


def test_lost_exceptions_are_lost_at_the_same_time() -> None:
    lost = program(
        "async def fail():\n    raise ValueError('nobody asks')\n"
        "asyncio.create_task(fail())\nawait asyncio.sleep(1)\nprint('on')"
    )
    plain, (watched, recording) = run(lost), run_and_record(lost)
    assert watched.stderr == plain.stderr
    assert [task.end for task in recording.tasks] == ["done", "ValueError"]


def test_debug_mode_prints_the_same() -> None:
    source = (
        "import asyncio, time\n"
        "async def main():\n"
        "    print(asyncio.create_task(asyncio.sleep(0)))\n"
        "    time.sleep(1)\n"
        "asyncio.run(main(), debug=True)\n"
    )
    plain, watched = (
        run(parse(source, "program.py")),
        run_and_record(parse(source, "program.py"))[0],
    )
    assert without_addresses(watched) == without_addresses(plain)
    assert "import_asyncio" not in plain.stdout + plain.stderr


EAGER = """
async def leaf(name):
    print(name, "leaf")

async def child(name):
    asyncio.create_task(leaf(name))
    await asyncio.sleep(1)
"""


@pytest.mark.skipif(sys.version_info < (3, 12), reason="eager tasks are new in Python 3.12")
def test_eager_tasks_take_their_first_step_inside() -> None:
    check_eager(
        recorded(
            "asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)\n"
            "await asyncio.create_task(child('Ann'))",
            EAGER,
        )
    )


def check_eager(recording: Recording) -> None:
    assert [step.within for step in recording.steps] == [None, 0, 1, None, None]
    assert [task.parent for task in recording.tasks] == [None, 0, 1]
    assert [recording.steps[line.step].task for line in recording.prints] == [2]


@pytest.mark.parametrize("version", sorted(pythons()), ids=str)
def test_every_python_records_the_same(version: tuple[int, int, int], tmp_path: Path) -> None:
    here = record(snippet("lock/exclusive")).to_json()
    assert recorded_by(version, ROOT / "snippets/lock/exclusive.py") == json.loads(here)
    if version >= (3, 12):
        file = tmp_path / "eager.py"
        file.write_text(
            f"import asyncio\n{EAGER}\nasync def main():\n"
            "    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)\n"
            "    await asyncio.create_task(child('Ann'))\n\nasyncio.run(main())\n"
        )
        check_eager(from_json(json.dumps(recorded_by(version, file))))


def recorded_by(version: tuple[int, int, int], file: Path) -> object:
    command = "import sys; from import_asyncio.cli.main import main; sys.exit(main(sys.argv[1:]))"
    seen = subprocess.run(
        [pythons()[version], "-c", command, "record", file, "--json"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(seen.stdout)


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "[]",
        '{"schema": 0}',
        '{"schema": 1}',
        '{"schema": 2}',
        '{"schema": 2, "steps": [{"colour": "red"}]}',
        '{"schema": 2, "steps": [{}]}',
    ],
)
def test_what_is_no_recording_is_refused(text: str) -> None:
    with pytest.raises(GuideError, match="not a recording"):
        from_json(text)


ACTIONS = st.sampled_from(
    [
        "await asyncio.sleep(0)",
        "await asyncio.sleep(1)",
        "await asyncio.sleep(2)",
        "print(name)",
        "await lock.acquire()",
        "lock.release() if lock.locked() else None",
        "event.set()",
        "event.clear()",
        "await event.wait()",
        "await door.acquire()",
        "door.release()",
        "others[0].cancel()",
        "others[-1].cancel()",
    ]
)


def small_program(bodies: list[list[str]]) -> Program:
    """Return a program with one task for each body."""
    source = "import asyncio\n"
    for number, body in enumerate(bodies):
        lines = "".join(f"    {line}\n" for line in body)
        source += f"async def task{number}(name, lock, event, door, others):\n{lines}"
    calls = ", ".join(f"task{n}('{'ABC'[n]}', *shared)" for n in range(len(bodies)))
    source += (
        "async def main():\n"
        "    others = []\n"
        "    shared = asyncio.Lock(), asyncio.Event(), asyncio.Semaphore(1), others\n"
        f"    others += [asyncio.create_task(coro) for coro in ({calls},)]\n"
        "    await asyncio.gather(*others, return_exceptions=True)\n"
        "asyncio.run(main())\n"
    )
    return parse(source, "program.py")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(ACTIONS, min_size=1, max_size=6), min_size=1, max_size=3))
def test_any_small_program_is_recorded(bodies: list[list[str]]) -> None:
    plain = run(small_program(bodies))
    watched, recording = run_and_record(small_program(bodies))
    assert watched == plain
    assert from_json(recording.to_json()) == recording
    assert record(small_program(bodies)) == recording
    assert all(wait.woken for wait in recording.waits if wait.end is not None)
    assert describe_recording(recording)


LOSES_TASKS = """
import gc

def tell(loop, context):
    print("asyncio:", context["message"])

async def listen():
    await asyncio.Event().wait()

async def fail():
    raise ValueError("lost")
"""


def test_watching_holds_no_task() -> None:
    it = program(
        "asyncio.get_running_loop().set_exception_handler(tell)\n"
        "asyncio.create_task(listen())\n"
        "asyncio.create_task(fail())\n"
        "await asyncio.sleep(0.1)\n"
        "print('before')\n"
        "gc.collect()\n"
        "print('after')",
        LOSES_TASKS,
    )
    watched, recording = run_and_record(it)
    assert watched.stdout == (
        "asyncio: Task exception was never retrieved\n"
        "before\n"
        "asyncio: Task was destroyed but it is pending!\n"
        "after\n"
    )
    assert [task.label for task in recording.tasks] == ["main", "listen", "fail"]
    places = [recording.steps[line.step].place for line in recording.prints]
    assert places == ["callback", "task", "task", "task"]


def test_no_garbage_is_collected_but_where_the_program_asks_for_it() -> None:
    recording = recorded(
        "asyncio.get_running_loop().set_exception_handler(tell)\n"
        "asyncio.create_task(listen())\n"
        "await asyncio.sleep(0.1)\n"
        "for _ in range(100_000):\n"
        "    circle = []\n"
        "    circle.append(circle)\n"
        "print(gc.isenabled())",
        LOSES_TASKS,
    )
    assert [line.text for line in recording.prints] == ["True"]
    assert gc.get_threshold()[0] > 0
