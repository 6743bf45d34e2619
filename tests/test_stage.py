"""The stage: what it runs as a reader's Python does, and what it says where it cannot."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import re
import time
from asyncio import futures, tasks
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from import_asyncio.errors import LimitReached, Refused
from import_asyncio.program import parse
from import_asyncio.run import internals
from import_asyncio.run.clock import SPINNING, TURN
from import_asyncio.run.limits import Limits, TookTooLong, watchdog
from import_asyncio.run.runner import Run, run
from import_asyncio.run.virtual_time import EPOCH


def run_text(body: str, limits: Limits | None = None) -> Run:
    """Run a program whose main task has the given body."""
    lines = "\n".join(f"    {line}" for line in body.strip("\n").splitlines())
    source = f"import asyncio\nimport time\n\nasync def main():\n{lines}\n\nasyncio.run(main())\n"
    return run(parse(source, "program.py"), limits=limits)


def test_an_hour_takes_no_time() -> None:
    result = run_text("await asyncio.sleep(3600)\nprint(time.monotonic(), time.perf_counter())")
    assert (result.stdout, result.seconds) == ("3600.0 3600.0\n", 3600.0)


def test_a_year_takes_no_time() -> None:
    assert run_text("await asyncio.sleep(365 * 24 * 3600)").seconds == 365 * 24 * 3600


def test_every_clock_of_time_follows() -> None:
    result = run_text(
        "await asyncio.sleep(1)\n"
        "print(time.time(), time.time_ns(), time.monotonic_ns(), time.perf_counter_ns())"
    )
    numbers = [EPOCH + 1, round((EPOCH + 1) * 1e9), 10**9, 10**9]
    assert result.stdout == " ".join(map(str, numbers)) + "\n"


def test_time_sleep_blocks_the_loop() -> None:
    result = run_text(
        "async def tick():\n"
        "    await asyncio.sleep(1)\n"
        "    print('tick at', time.monotonic())\n"
        "task = asyncio.create_task(tick())\n"
        "await asyncio.sleep(0)\n"
        "time.sleep(5)\n"
        "await task"
    )
    assert result.stdout == "tick at 5.0\n"


def test_equal_deadlines_fire_in_order_of_creation() -> None:
    result = run_text(
        "loop = asyncio.get_running_loop()\n"
        "for n in range(20):\n"
        "    loop.call_at(1, print, n)\n"
        "await asyncio.sleep(2)"
    )
    assert result.stdout.split() == [str(n) for n in range(20)]


def test_a_set_of_tasks_has_one_order() -> None:
    body = (
        "async def wait(n):\n"
        "    try:\n"
        "        await asyncio.sleep(9)\n"
        "    finally:\n"
        "        print(n)\n"
        "tasks = [asyncio.create_task(wait(n)) for n in range(30)]\n"
        "await asyncio.sleep(0)"
    )
    assert run_text(body).stdout.split() == [str(n) for n in range(30)]


def test_names_of_tasks_start_anew_in_each_run() -> None:
    body = "task = asyncio.create_task(asyncio.sleep(0))\nawait task\nprint(task.get_name())"
    assert run_text(body).stdout == run_text(body).stdout == "Task-2\n"


def test_a_task_looks_like_a_task() -> None:
    result = run_text("print(repr(asyncio.current_task())[:31])")
    assert result.stdout == "<Task pending name='Task-1' cor\n"


def test_a_deadlock_names_who_waits_where_and_for_what() -> None:
    result = run_text(
        "lock = asyncio.Lock()\n"
        "await lock.acquire()\n"
        "other = asyncio.create_task(lock.acquire(), name='other')\n"
        "await other"
    )
    assert result.ending == "deadlock"
    assert result.last_words.splitlines() == [
        "deadlock: nothing is ready and nothing will arrive",
        "  main waits at line 8 for other: `await other`",
        "  other waits for the lock",
    ]


@pytest.mark.parametrize(
    ("awaitable", "reason"),
    [
        ("asyncio.Event().wait()", "the event"),
        ("asyncio.Semaphore(0).acquire()", "the semaphore"),
        ("asyncio.BoundedSemaphore(0).acquire()", "the semaphore"),
        ("asyncio.Barrier(2).wait()", "the barrier"),
        ("asyncio.Queue().get()", "the queue"),
        ("asyncio.get_running_loop().create_future()", "a future"),
        ("asyncio.shield(asyncio.Event().wait())", "wait"),
        ("asyncio.gather(asyncio.Event().wait(), asyncio.sleep(0))", "wait"),
    ],
)
def test_a_deadlock_says_what_is_waited_for(awaitable: str, reason: str) -> None:
    result = run_text(f"await {awaitable}")
    assert f"main waits at line 5 for {reason}: `await {awaitable}`" in result.last_words


def test_tasks_are_called_by_what_the_program_says_of_them() -> None:
    result = run_text(
        "async def guest(name, door):\n"
        "    await door.wait()\n"
        "async def cook(door):\n"
        "    await door.wait()\n"
        "door = asyncio.Event()\n"
        "cooks = [cook(door), cook(door)]\n"
        "await asyncio.gather(guest('Ann', door), guest('Ben', door), *cooks)"
    )
    waits = [line.split(" waits")[0].strip() for line in result.last_words.splitlines()[1:]]
    assert waits == ["main", "Ann", "Ben", "cook 1", "cook 2"]


def test_a_deadlock_inside_an_async_generator_is_found() -> None:
    result = run_text(
        "async def numbers():\n"
        "    await asyncio.Event().wait()\n"
        "    yield 1\n"
        "async for n in numbers():\n"
        "    pass"
    )
    assert "main waits at line 6 for the event" in result.last_words


def test_what_tasks_do_after_a_deadlock_is_no_part_of_the_transcript() -> None:
    result = run_text("try:\n    await asyncio.Event().wait()\nfinally:\n    print('cancelled')")
    assert (result.stdout, result.stderr, result.ending) == ("", "", "deadlock")


@pytest.mark.parametrize("what", ["Exception", "BaseException"])
def test_a_program_cannot_swallow_a_deadlock(what: str) -> None:
    source = (
        "import asyncio\n"
        "try:\n"
        "    asyncio.run(asyncio.Event().wait())\n"
        f"except {what}:\n"
        "    print('swallowed')\n"
    )
    result = run(parse(source, "program.py"))
    assert (result.ending, result.stdout) == ("deadlock", "")


def test_an_exception_is_an_ending() -> None:
    result = run_text("raise LookupError('nothing here')")
    assert (result.ending, result.last_words) == ("LookupError", "LookupError: nothing here")
    assert result.transcript == "LookupError: nothing here\n"
    assert "program.py" in result.traceback
    assert "stage.py" not in result.traceback
    assert "loop.py" not in result.traceback


@pytest.mark.parametrize(
    "body",
    [
        "1 / 0",
        "await asyncio.wait_for(asyncio.sleep(2), 1)",
        "raise ExceptionGroup('several', [ValueError('one'), ValueError('two')])",
        "async with asyncio.TaskGroup() as group:\n    group.create_task(asyncio.sleep(-1, 1 / 0))",
        "async with asyncio.TaskGroup() as group:\n"
        "    group.create_task(asyncio.to_thread(int, 'x'))",
        "try:\n    1 / 0\nexcept ZeroDivisionError as problem:\n    raise KeyError from problem",
        "compile('1 +', 'program.py', 'exec')",
    ],
)
def test_the_line_of_an_exception_is_the_last_that_its_traceback_names(body: str) -> None:
    result = run_text(body)
    named = re.findall(r'File "program.py", line (\d+)', result.traceback)
    assert result.line == int(named[-1])


@pytest.mark.parametrize(("code", "ending"), [("", ""), ("0", ""), ("3", "SystemExit")])
def test_exit_is_an_ending_unless_all_is_well(code: str, ending: str) -> None:
    assert run(parse(f"import sys\nsys.exit({code})\n", "program.py")).ending == ending


def test_threads_sleep_on_the_virtual_clock() -> None:
    result = run_text(
        "def nap(seconds):\n"
        "    time.sleep(seconds)\n"
        "    print('slept', seconds)\n"
        "    return seconds\n"
        "naps = (asyncio.to_thread(nap, n) for n in (30, 10, 20))\n"
        "print(await asyncio.gather(*naps), time.monotonic())"
    )
    assert result.stdout == "slept 10\nslept 20\nslept 30\n[30, 10, 20] 30.0\n"


def test_threads_of_a_small_pool_wait_for_a_place() -> None:
    result = run_text(
        "from concurrent.futures import ThreadPoolExecutor\n"
        "loop = asyncio.get_running_loop()\n"
        "with ThreadPoolExecutor(1) as pool:\n"
        "    naps = [loop.run_in_executor(pool, time.sleep, 1) for _ in range(3)]\n"
        "    await asyncio.gather(*naps)\n"
        "print(time.monotonic())"
    )
    assert result.stdout == "3.0\n"


def test_threads_work_one_at_a_time_in_order() -> None:
    body = (
        "said = []\n"
        "def work(n):\n"
        "    said.append(n)\n"
        "    time.sleep(1)\n"
        "    said.append(n)\n"
        "await asyncio.gather(*(asyncio.to_thread(work, n) for n in range(9)))\n"
        "print(*said)"
    )
    expected = " ".join(map(str, [*range(9), *range(9)])) + "\n"
    assert [run_text(body).stdout for _ in range(5)] == [expected] * 5


def test_a_thread_may_ask_the_loop() -> None:
    result = run_text(
        "loop = asyncio.get_running_loop()\n"
        "async def answer():\n"
        "    await asyncio.sleep(5)\n"
        "    return 42\n"
        "def ask():\n"
        "    return asyncio.run_coroutine_threadsafe(answer(), loop).result()\n"
        "print(await asyncio.to_thread(ask), time.monotonic())"
    )
    assert result.stdout == "42 5.0\n"


def test_a_set_from_a_thread_does_not_wake_the_loop() -> None:
    body = (
        "event = asyncio.Event()\n"
        "async def wait():\n"
        "    await event.wait()\n"
        "    print('woke at', time.monotonic())\n"
        "def set_it():\n"
        "    time.sleep(1)\n"
        "    {call}\n"
        "    time.sleep(1)\n"
        "loop = asyncio.get_running_loop()\n"
        "await asyncio.gather(wait(), asyncio.to_thread(set_it))"
    )
    assert run_text(body.format(call="event.set()")).stdout == "woke at 2.0\n"
    safe = body.format(call="loop.call_soon_threadsafe(event.set)")
    assert run_text(safe).stdout == "woke at 1.0\n"


def test_a_program_that_starts_threads_itself_is_refused() -> None:
    with pytest.raises(Refused, match="threads of its own"):
        run_text(
            "import threading\n"
            "threading.Thread(target=threading.Event().wait, args=(1,)).start()\n"
            "await asyncio.Event().wait()"
        )


@pytest.mark.parametrize(
    ("body", "limits", "said"),
    [
        ("while True:\n    await asyncio.sleep(1)", Limits(turns=50), "after 50 turns"),
        ("while True:\n    await asyncio.sleep(0)", Limits(turns=50), "after 50 turns"),
        ("while True:\n    print('x' * 99)", Limits(characters=999), "more than 999 characters"),
        ("while True:\n    pass", Limits(seconds=0.2), "not done in time"),
    ],
    ids=["sleeps", "turns", "prints", "loops"],
)
def test_a_program_without_end_is_ended(body: str, limits: Limits, said: str) -> None:
    with pytest.raises(LimitReached, match=said):
        run_text(body, limits)


def test_the_network_is_refused() -> None:
    with pytest.raises(Refused, match="no network"):
        run_text("await asyncio.open_connection('127.0.0.1', 9)")


def test_everything_is_put_back() -> None:
    before = (asyncio.new_event_loop, asyncio.run, time.sleep, time.monotonic)
    run_text("raise OSError")
    assert (asyncio.new_event_loop, asyncio.run, time.sleep, time.monotonic) == before


@pytest.mark.parametrize(
    ("turns", "seconds"), [(100, 0.0), (SPINNING - 10, 0.0), (SPINNING + 1000, 1000 * TURN)]
)
def test_a_loop_that_never_waits_grows_older_after_a_while(turns: int, seconds: float) -> None:
    result = run_text(f"for _ in range({turns}):\n    await asyncio.sleep(0)")
    assert result.seconds == pytest.approx(seconds, abs=10 * TURN)


def test_a_loop_that_waits_now_and_then_is_not_older_for_its_turns() -> None:
    result = run_text(
        "for _ in range(5):\n"
        "    await asyncio.sleep(1)\n"
        "    for _ in range(900):\n"
        "        await asyncio.sleep(0)\n"
    )
    assert result.seconds == 5.0


def test_a_loop_that_already_runs_is_put_aside() -> None:
    async def host() -> str:
        result = run_text("await asyncio.sleep(1)\nprint('done')")
        assert asyncio.get_running_loop() is not None
        return result.stdout

    assert asyncio.run(host()) == "done\n"


CHAIN = ("_call_check_cancel", "_set_state")


def test_no_private_name_is_missing() -> None:
    assert internals.missing() == []


@pytest.mark.parametrize(
    ("owner", "name", "said"),
    [
        (asyncio.TaskGroup, "_on_task_done", ["TaskGroup._on_task_done"]),
        (
            tasks,
            "_wait",
            [f"asyncio.tasks._wait{part}" for part in ("", ": fs", "._on_completion")],
        ),
        (futures, "_chain_future", [f"asyncio.futures._chain_future.{name}" for name in CHAIN]),
        (asyncio.Semaphore, "__init__", ["Semaphore._value", "Semaphore._waiters"]),
        (asyncio.BaseEventLoop, "call_soon", ["BaseEventLoop.call_soon: _call_soon"]),
    ],
)
def test_a_missing_private_name_is_named(
    monkeypatch: pytest.MonkeyPatch, owner: object, name: str, said: list[str]
) -> None:
    monkeypatch.delattr(owner, name)
    assert sorted(internals.missing()) == sorted(said)


def test_a_function_inside_another_that_is_gone_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asyncio, "gather", lambda: None)
    assert internals.missing() == [
        "asyncio.gather._done_callback",
        "asyncio.gather._done_callback: outer",
    ]


def test_the_steps_and_the_waits_of_a_task_are_known() -> None:
    async def main() -> None:
        task = asyncio.create_task(asyncio.sleep(1))
        ready: Any = vars(asyncio.get_running_loop())["_ready"]
        assert internals.task_of_step(internals.callback_of(ready[-1])) is task
        await asyncio.sleep(0)
        future = internals.awaited_future(task)
        assert future is not None
        assert list(map(internals.task_of_step, internals.callbacks_of(future))) == [task]
        assert type(future.__await__()).__name__ == internals.FUTURE_ITERATOR
        task.cancel()
        assert internals.will_be_struck(task)

    asyncio.run(main())


def private_names(path: Path) -> set[str]:
    """Return the private attributes that a module uses of others than its own objects."""
    nodes = [node for node in ast.walk(ast.parse(path.read_text())) if is_private(node)]
    return {node.attr for node in nodes if isinstance(node, ast.Attribute)}


def is_private(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(value=ast.Name(id="self" | "cls") | ast.Call(func=ast.Name(id="super"))):
            return False
        case ast.Attribute(attr=name):
            return name.startswith("_") and not name.endswith("__")
    return False


def test_private_names_of_asyncio_stand_in_one_module() -> None:
    kinds = (internals.Loop, internals.Handle, internals.Timer)
    typed = {name for kind in kinds for name in vars(kind)["__annotations__"]} | {"_getframe"}
    rooms = [ROOT / "src" / "import_asyncio" / room for room in ("run", "record", "explore")]
    modules = [path for room in rooms for path in room.glob("*.py") if path.stem != "internals"]
    assert {path.stem: private_names(path) - typed for path in modules} == {
        path.stem: set() for path in modules
    }
    assert "_DummyThread" in private_names(Path(internals.__file__))


def test_two_threads_take_turns_on_the_stage() -> None:
    body = "for n in range(50):\n    await asyncio.sleep(1)\nprint(time.monotonic())"
    with ThreadPoolExecutor(4) as pool:
        runs = list(pool.map(lambda _: run_text(body), range(8)))
    assert [result.stdout for result in runs] == ["50.0\n"] * 8


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("await asyncio.sleep(1)", 0),
        ("await asyncio.gather(asyncio.wait_for(None, 1))", 5),
        ("group = ExceptionGroup('two', [KeyError(1), KeyError(2)])\nraise group", 6),
        ("async with asyncio.TaskGroup() as group:\n    group.create_task(fail())", 10),
    ],
)
def test_the_line_of_an_exception_is_the_innermost_of_the_last_in_a_group(
    body: str, line: int
) -> None:
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    source = f"import asyncio\nimport time\n\nasync def main():\n{lines}\n"
    source += "\n\nasync def fail():\n    raise KeyError\n\nasyncio.run(main())\n"
    assert run(parse(source, "program.py")).line == line


def test_whoever_ends_as_the_time_is_up_hears_nothing_of_it_afterwards() -> None:
    for number in range(100):
        with contextlib.suppress(TookTooLong), watchdog(0.02):
            sum(range(10_000 * number))
        sum(range(50_000))
