"""Every order of a program, and what asyncio promises about them."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from check_merging import difference, told
from small_programs import shrunk, small_program

from import_asyncio.errors import GuideError, Refused
from import_asyncio.explore.arrivals import Answer, Arrivals, Strike
from import_asyncio.explore.determinism import check_in_other_processes
from import_asyncio.explore.explore import Bounds, explore, run_order
from import_asyncio.orders import Orders
from import_asyncio.program import Program, parse, read
from import_asyncio.run.loop import StageLoop, Timer
from import_asyncio.run.runner import run

PROGRAMS = Path(__file__).parent / "programs" / "orders"

TABLE = {
    "lost_update_together": {"balance 1": 2},
    "lost_update_sleep_zero": {"balance 1": 1},
    "lost_update": {"balance 1": 4, "balance 2": 2},
    "lost_update_fixed": {"balance 2": 4},
    "lost_update_three": {"balance 1": 48, "balance 2": 36, "balance 3": 6},
    "lost_update_three_fixed": {"balance 3": 36},
    "cache": {"fetches 3": 36, "fetches 2": 24, "fetches 1": 6},
    "cache_fixed": {"fetches 1": 60},
    "event_two_waiters": {"both went": 8},
    "event_set_then_clear": {"went": 1, "deadlock": 1},
    "condition_bare_wait": {"went": 1, "deadlock": 1},
    "condition_wait_for": {"went": 2},
    "condition_if": {"both served": 12, "IndexError": 4},
    "condition_while": {"both served": 14},
    "two_locks_opposite": {"both moved": 4, "deadlock": 4},
    "two_locks_same": {"both moved": 6},
    "philosophers": {"deadlock": 6},
    "philosophers_think": {"all ate": 48, "deadlock": 48},
    "philosophers_ordered": {"all ate": 64},
    "semaphore_three": {"never three": 90},
    "semaphore_four": {"never three": 2664},
    "gather_timeout": {"late": 24, "in time": 6},
    "lock_fifo": {"in order": 36},
    "semaphore_fifo": {"in order": 36},
    "taskgroup_body_waits": {"end": 8},
    "taskgroup_closed": {"closed": 2, "still open": 1},
    "left_behind": {"(nothing printed)": 8, "deadlock": 3},
    "retries_within_a_timeout": {"out of time": 3},
    "paced_by_the_clock": {"call 2": 1},
}


def of(body: str, *, before: str = "", cancel: Sequence[str] = ()) -> Orders:
    """Explore a program from the body of its main coroutine."""
    lines = "".join(f"    {line}\n" for line in body.strip("\n").splitlines())
    return explore(
        Program(
            "small.py",
            f"import asyncio\n{before}\nasync def main():\n{lines}\nasyncio.run(main())\n",
        ),
        cancel=cancel,
    )


@pytest.mark.parametrize("name", TABLE)
def test_table(name: str) -> None:
    found = explore(read(PROGRAMS / f"{name}.py"))
    assert found.complete
    assert found.outcomes == TABLE[name]


def test_a_notification_lost_to_a_cancelled_task_needs_an_answer_at_a_busy_turn() -> None:
    program = read(PROGRAMS / "condition_cancelled.py")
    assert "deadlock" not in explore(program, only_idle=True).outcomes
    lost = sys.version_info < (3, 13)
    assert ("deadlock" in explore(program).outcomes) is lost


def test_a_stolen_wakeup_needs_an_answer_at_a_busy_turn() -> None:
    program = read(PROGRAMS / "condition_if.py")
    assert explore(program, only_idle=True).outcomes == {"both served": 12}


@pytest.mark.parametrize(
    "name",
    [
        "lost_update",
        "condition_if",
        "two_locks_opposite",
        "lock_fifo",
        "event_two_waiters",
        "gather_timeout",
        "taskgroup_body_waits",
        "taskgroup_closed",
        "left_behind",
    ],
)
def test_merging_loses_nothing(name: str) -> None:
    program = read(PROGRAMS / f"{name}.py")
    merged, full = explore(program), explore(program, merging=False)
    assert told(merged) == told(full)
    assert merged.runs < full.runs


@pytest.mark.parametrize("hundred", range(16))
def test_merging_loses_nothing_in_small_programs(hundred: int) -> None:
    seeds = range(100 * hundred, 100 * hundred + 100)
    found = {seed: difference(small_program(seed)) for seed in seeds}
    assert [seed for seed in seeds if found[seed]] == []
    complete = [seed for seed in seeds if found[seed] is not None]
    assert len(complete) >= 63


def test_a_reduction_that_drops_too_much_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("import_asyncio.explore.reduction.is_chore", lambda handle: True)
    wrong = next(one for one in map(small_program, range(100)) if difference(one))
    small = shrunk(wrong, lambda one: bool(difference(one)))
    assert len(small.source) < len(wrong.source)


@pytest.mark.parametrize("name", ["lost_update", "philosophers_think", "condition_if"])
def test_each_order_comes_again_from_its_choices(name: str) -> None:
    program = read(PROGRAMS / f"{name}.py")
    for order in explore(program).orders[::7]:
        again = run(program, world=Arrivals(order.choices))
        assert again.stdout == "".join(step.printed for step in order.steps)
        assert (again.ending or again.stdout.splitlines()[-1]) == order.outcome


def test_exploring_leaves_no_trace_between_runs() -> None:
    program = read(PROGRAMS / "condition_if.py")
    assert explore(program).to_data() == explore(program).to_data()


class TestTimers:
    """Sleeps are requests of unknown length; every other timer keeps to the clock."""

    def test_sleeps_arrive_in_any_order_whatever_their_length(self) -> None:
        found = of(
            """
async def ask(name, seconds):
    await asyncio.sleep(seconds)
    print(name)
await asyncio.gather(ask("short", 1), ask("long", 9))
"""
        )
        assert found.outcomes == {"long": 1, "short": 1}

    def test_deadlines_set_in_one_turn_strike_in_the_order_of_the_clock(self) -> None:
        found = of(
            """
loop = asyncio.get_running_loop()
loop.call_later(2, print, "later")
loop.call_later(1, print, "sooner")
done = asyncio.Event()
loop.call_later(3, done.set)
await done.wait()
"""
        )
        assert [order.outcome for order in found.orders] == ["later"]

    def test_equal_deadlines_strike_in_either_order(self) -> None:
        found = of(
            """
loop = asyncio.get_running_loop()
loop.call_later(1, print, "one")
loop.call_later(1, print, "other")
done = asyncio.Event()
loop.call_later(2, done.set)
await done.wait()
"""
        )
        assert found.outcomes == {"one": 1, "other": 1}

    def test_a_deadline_set_later_for_less_time_may_strike_first_or_last(self) -> None:
        found = of(
            """
loop = asyncio.get_running_loop()
done = asyncio.Event()
loop.call_later(5, print, "set first")
await asyncio.sleep(1)
loop.call_later(1, print, "set later")
loop.call_later(9, done.set)
await done.wait()
"""
        )
        assert set(found.outcomes) == {"set first", "set later"}

    @pytest.mark.parametrize(("request_", "limit"), [(1, 2), (2, 1)])
    def test_a_timeout_may_strike_before_or_after_a_request(
        self, request_: int, limit: int
    ) -> None:
        found = of(
            f"""
try:
    async with asyncio.timeout({limit}):
        await asyncio.sleep({request_})
    print("answered")
except TimeoutError:
    print("too late")
"""
        )
        assert set(found.outcomes) == {"answered", "too late"}

    def test_two_deadlines_may_strike_in_one_turn_if_the_loop_is_late(self) -> None:
        found = of(
            """
try:
    async with asyncio.timeout(2):
        try:
            async with asyncio.timeout(1):
                await asyncio.Event().wait()
        except TimeoutError:
            print("inner")
except TimeoutError:
    print("both")
"""
        )
        assert set(found.outcomes) == {"inner", "both"}

    @pytest.mark.parametrize(
        "read", ["time.monotonic() >= 2", "time.localtime() > BEGIN", "loop.time() >= 2"]
    )
    def test_whatever_reads_the_clock_tells_turns_apart(self, read: str) -> None:
        source = (
            "import asyncio, time\nBEGIN = time.localtime()\nasync def main():\n"
            "    loop = asyncio.get_running_loop()\n    loop.call_later(2, int)\n"
            f"    await asyncio.sleep(0)\n    print({read})\n    await asyncio.sleep(1)\n"
            "asyncio.run(main())\n"
        )
        program = parse(source, "reads.py")
        assert told(explore(program)) == told(explore(program, merging=False))

    def test_a_deadline_that_strikes_moves_the_clock(self) -> None:
        found = of(
            """
loop = asyncio.get_running_loop()
loop.call_later(5, lambda: print("struck at", loop.time()))
await asyncio.sleep(60)
print("answered at", loop.time())
"""
        )
        assert set(found.outcomes) == {"answered at 0.0", "answered at 5.0", "struck at 5.0"}

    def test_wait_for_may_give_up_or_not(self) -> None:
        found = of(
            """
try:
    print(await asyncio.wait_for(asyncio.sleep(1, "answered"), 5))
except TimeoutError:
    print("too late")
"""
        )
        assert set(found.outcomes) == {"answered", "too late"}

    def test_a_deadline_that_is_due_is_no_choice(self) -> None:
        found = of(
            """
asyncio.get_running_loop().call_later(0, print, "due")
await asyncio.sleep(1)
print("answered")
"""
        )
        assert len(found.orders) == 1

    def test_ready_callbacks_are_never_permuted(self) -> None:
        found = of(
            """
async def step(name):
    await asyncio.sleep(0)
    print(name)
await asyncio.gather(*map(step, "abc"))
"""
        )
        assert found.outcomes == {"c": 1}


class TestSets:
    """The order of a set of tasks is tried like that of answers."""

    LEAVE = """
async def leave(name):
    try:
        await asyncio.Event().wait()
    finally:
        print(name)
"""

    @pytest.mark.parametrize(
        ("body", "outcomes"),
        [
            (
                """
with contextlib.suppress(ExceptionGroup):
    async with asyncio.TaskGroup() as group:
        for name in "abc":
            group.create_task(leave(name))
        await asyncio.sleep(0)
        raise KeyError
""",
                {"a", "b", "c"},
            ),
            (
                """
tasks = [asyncio.create_task(asyncio.sleep(0, name)) for name in "ab"]
done, pending = await asyncio.wait(tasks)
print(*[task.result() for task in done])
""",
                {"a b", "b a"},
            ),
            (
                """
tasks = [asyncio.create_task(asyncio.sleep(0, name)) for name in "ab"]
done, pending = await asyncio.wait(tasks)
print(done.pop().result(), done.pop().result())
""",
                {"a b", "b a"},
            ),
            (
                """
async def ask(name):
    print(name)
for future in asyncio.as_completed([ask("a"), ask("b")]):
    await future
""",
                {"a", "b"},
            ),
            (
                """
tasks = [asyncio.create_task(leave(name)) for name in "abc"]
await asyncio.sleep(0)
""",
                {"a", "b", "c"},
            ),
        ],
    )
    def test_every_order_is_tried_and_told(self, body: str, outcomes: set[str]) -> None:
        found = of(body, before=f"import contextlib\n{self.LEAVE}")
        assert set(found.outcomes) == outcomes
        assert found.complete
        quoted = ", ".join(f'"{outcome}"' for outcome in sorted(outcomes))
        assert found.remarks == (
            "how it ends depends on the order in which asyncio goes through a set of tasks, "
            f"which nobody promises: {quoted}",
        )

    def test_a_program_that_does_not_depend_on_it_has_no_remark(self) -> None:
        found = of(
            """
tasks = [asyncio.create_task(asyncio.sleep(0, name)) for name in "ab"]
done, pending = await asyncio.wait(tasks)
print(sorted(task.result() for task in done))
"""
        )
        assert (found.outcomes, found.remarks) == ({"['a', 'b']": 1}, ())

    def test_large_sets_are_sampled_and_the_result_is_not_complete(self) -> None:
        found = of(
            """
tasks = [asyncio.create_task(leave(name)) for name in "abcde"]
await asyncio.sleep(0)
""",
            before=self.LEAVE,
        )
        assert len(found.outcomes) > 1
        assert found.why == "of a set of 5 tasks only some orders were tried"

    def test_a_set_has_one_order_until_it_changes(self) -> None:
        found = of(
            """
done, pending = await asyncio.wait([asyncio.create_task(asyncio.sleep(0, n)) for n in "abc"])
assert list(done) == list(done)
first = next(iter(done))
done.remove(first)
assert [first, *done] != list(done)
assert repr(done)[0] == "{"
try:
    for task in done:
        done.remove(task)
except RuntimeError as problem:
    print(problem)
"""
        )
        assert found.outcomes == {"Set changed size during iteration": 1}

    def test_after_a_deadlock_nothing_is_chosen(self) -> None:
        found = of("await asyncio.gather(asyncio.Event().wait(), asyncio.Event().wait())")
        assert (found.outcomes, found.runs) == ({"deadlock": 1}, 1)


class TestSample:
    """Where not all orders can be tried, some are drawn at random."""

    FIVE = read(PROGRAMS.parent / "lost_update_five.py")

    @pytest.mark.parametrize("seed", range(3))
    def test_all_outcomes_of_a_lost_update_are_found_soon(self, seed: int) -> None:
        found = explore(self.FIVE, bounds=Bounds(runs=50, seed=seed))
        assert set(found.outcomes) == {f"balance {number}" for number in range(1, 6)}
        assert (found.sampled, found.complete) == (True, False)

    def test_the_same_seed_draws_the_same_orders(self) -> None:
        one, same, other = (
            explore(self.FIVE, bounds=Bounds(runs=40, seed=seed)) for seed in (1, 1, 2)
        )
        assert one == same
        assert told(one) != told(other)

    def test_orders_with_few_switches_come_first(self) -> None:
        found = explore(self.FIVE, bounds=Bounds(runs=40))
        switches = [order.switches for order in found.orders]
        assert switches == sorted(switches)
        assert switches[0] < switches[-1]

    def test_a_drawn_order_comes_again_from_its_choices(self) -> None:
        for order in explore(self.FIVE, bounds=Bounds(runs=60)).orders:
            assert run_order(self.FIVE, Arrivals(order.choices), order.choices) == order


class TestCancel:
    """A task is cancelled at every point: before, at and after each wake-up."""

    HELD = read(PROGRAMS.parent / "cancelled_holder.py")

    def test_it_goes_wrong_only_at_some_points(self) -> None:
        found = explore(self.HELD, cancel=["Ada"])
        assert found.outcomes == {"locked False": 14, "deadlock": 6, "locked True": 4}
        assert (found.complete, found.points) == (True, 7)

    def test_each_order_says_where_the_task_stood(self) -> None:
        found = explore(self.HELD, cancel=["Ada"])
        strikes = [
            (step.task, step.strikes, step.line, step.waits_for)
            for order in found.orders
            for step in order.steps
            if step.strikes
        ]
        assert len(strikes) == len(found.orders)
        assert set(strikes) == {
            ("cancel Ada", "Ada", 0, "its first turn"),
            ("cancel Ada", "Ada", 7, "an answer"),
            ("cancel Ada", "Ada", 7, "its next turn"),
            ("cancel Ada", "Ada", 8, "the lock"),
            ("cancel Ada", "Ada", 8, "its next turn"),
            ("cancel Ada", "Ada", 9, "an answer"),
            ("cancel Ada", "Ada", 9, "its next turn"),
        }
        bad = found.simplest("deadlock")
        assert [step.line for step in bad.steps if step.strikes] == [9]

    def test_merging_loses_nothing(self) -> None:
        for cancel in (["Ada"], ["Ada", "Ben"]):
            full = explore(self.HELD, cancel=cancel, merging=False)
            assert full.complete
            assert told(full) == told(explore(self.HELD, cancel=cancel))

    def test_a_task_is_struck_as_often_as_it_is_named(self) -> None:
        found = explore(self.HELD, cancel=["Ada", "Ada"])
        strikes = {sum(bool(step.strikes) for step in order.steps) for order in found.orders}
        assert strikes == {1, 2}

    def test_an_order_comes_again_from_its_choices(self) -> None:
        for order in explore(self.HELD, cancel=["Ada"]).orders:
            world = Arrivals(order.choices, cancel=order.cancel)
            assert run_order(self.HELD, world, order.choices, order.cancel) == order

    def test_a_task_before_its_first_turn(self) -> None:
        found = of("await asyncio.sleep(0)", cancel=["main"])
        strikes = [step.wait for order in found.orders for step in order.steps if step.strikes]
        assert strikes == ["turn"]
        ask = "async def ask():\n    pass\n"
        found = of("await asyncio.create_task(ask())", before=ask, cancel=["ask"])
        strikes = [step.wait for order in found.orders for step in order.steps if step.strikes]
        assert strikes == ["begin"]

    def test_a_name_that_no_task_has(self) -> None:
        with pytest.raises(GuideError, match="no task is called Bob; there are main, Ada, Ben"):
            explore(self.HELD, cancel=["Bob"])


class TestBadInput:
    """Nothing is dropped in silence."""

    def test_runs_that_differ_are_noticed(self) -> None:
        with pytest.raises(GuideError, match=r"differ at step .*not deterministic"):
            of(
                """
async def ask():
    await asyncio.sleep(1)
    print(next(RUNS))
await asyncio.gather(ask(), ask())
""",
                before="import builtins, itertools\n"
                "RUNS = builtins.__dict__.setdefault('_runs', itertools.count())\n",
            )

    def test_a_last_line_that_differs_is_noticed(self) -> None:
        with pytest.raises(GuideError, match=r"differ at step 1: first main printed"):
            of(
                "print(object())\nkept.append([object() for _ in range(99)])",
                before="import sys\nkept = sys.modules.setdefault('_kept', [])\n",
            )

    @pytest.mark.parametrize(
        ("body", "reason"),
        [
            ("await asyncio.to_thread(print)", "threads"),
            ("import threading\nthreading.Thread(target=print).start()", "starts a thread"),
            ("await asyncio.open_connection('localhost', 80)", "network"),
        ],
    )
    def test_threads_and_sockets_are_refused(self, body: str, reason: str) -> None:
        with pytest.raises(GuideError, match=f"small.py: the program .*{reason}"):
            of(body)

    def test_needs_are_refused(self) -> None:
        source = '# /// script\n# [tool.import-asyncio]\n# needs = ["threads"]\n# ///\n'
        with pytest.raises(GuideError, match="needs real threads"):
            explore(parse(source, "needs.py"))

    def test_what_depends_on_the_order_of_a_set_is_noticed_in_another_process(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("PYTHONHASHSEED", raising=False)
        path = tmp_path / "sets.py"
        words = [f"word {number}" for number in range(99)]
        path.write_text(f"print(*set({words}))\n", "utf-8")
        with pytest.raises(GuideError, match=r"sets.py: .* differ at step 1: .* order of a set"):
            check_in_other_processes(explore(read(path)))
        check_in_other_processes(explore(read(PROGRAMS / "lost_update.py")))

    def test_what_depends_on_the_order_of_its_own_set_of_tasks_is_noticed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("PYTHONHASHSEED", raising=False)
        path = tmp_path / "sets.py"
        path.write_text(
            "import asyncio, os\nasync def ask(name):\n    try:\n"
            "        await asyncio.Event().wait()\n    finally:\n        print(name)\n"
            "async def main():\n    tasks = {asyncio.create_task(ask(n)) for n in 'ab'}\n"
            "    await asyncio.sleep(0)\n    for task in tasks:\n        task.cancel()\n"
            "    os.write(1, b'noise')\n"
            "    await asyncio.wait(tasks)\nasyncio.run(main())\n",
            "utf-8",
        )
        with pytest.raises(GuideError, match="order of a set, also of a set of tasks"):
            check_in_other_processes(explore(read(path)))
        path.write_text(path.read_text("utf-8").replace("in tasks:", "in [*tasks][:0]:"), "utf-8")
        check_in_other_processes(explore(read(path)))

    def test_signals_and_processes_are_refused(self) -> None:
        with pytest.raises(GuideError, match=r"add_signal_handler.* no signals"):
            of("asyncio.get_running_loop().add_signal_handler(2, print)")
        with pytest.raises(GuideError, match="starts a process"):
            of("import subprocess\nsubprocess.run(['true'])")

    @pytest.mark.parametrize("seconds", [0, 1])
    def test_an_endless_program_shows_its_last_steps(self, seconds: int) -> None:
        found = of(f"while True:\n    await asyncio.sleep({seconds})")
        assert not found.complete
        assert "not done after 1000 turns; its last steps: main stood at line" in found.why

    def test_above_a_bound_it_says_so(self) -> None:
        program = read(PROGRAMS / "lost_update_three.py")
        found = explore(program, bounds=Bounds(runs=10))
        assert (found.runs, found.complete, found.sampled) == (10, False, True)
        assert found.why == "there are more than 10 runs to try"

    def test_above_the_bound_of_time_it_says_so(self) -> None:
        found = explore(read(PROGRAMS / "lost_update_three.py"), bounds=Bounds(seconds=0))
        assert (len(found.orders), found.why) == (1, "it takes more than 0 s")

    @pytest.mark.parametrize(
        "busy", ["while True: pass", "try:\n    while True: pass\nexcept BaseException: pass"]
    )
    def test_a_step_without_end_is_ended(self, busy: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("import_asyncio.explore.explore.LONGEST_RUN", 0.2)
        found = of(f"await asyncio.sleep(1)\n{busy}\nprint('out')")
        assert (found.orders, found.complete) == ((), False)
        assert "does a step loop without an `await`?" in found.why

    def test_other_choices_are_tried_where_one_leads_to_no_end(self) -> None:
        found = of(
            """
done = []
async def ask():
    await asyncio.sleep(1)
    done.append(1)
task = asyncio.create_task(ask())
while not done:
    await asyncio.sleep(0)
print('polled')
"""
        )
        assert set(found.outcomes) == {"polled"}
        assert not found.complete
        assert "in one run the program is not done after 1000 turns; its last steps" in found.why

    def test_a_read_of_the_clock_is_remarked(self) -> None:
        found = of("import time\nawait asyncio.sleep(1)\nprint(time.monotonic())")
        assert "line 6 reads the clock" in found.remarks[0]
        assert not of("await asyncio.sleep(1)").remarks

    def test_luck_in_one_order_only_is_remarked(self) -> None:
        found = of(
            """
seen = []
async def ask(name):
    await asyncio.sleep(1)
    seen.append(name)
await asyncio.gather(ask("a"), ask("b"))
print(seen[0] == "b" or random.random() < 2)
""",
            before="import random",
        )
        assert found.outcomes == {"True": 2}
        assert ["asks for random numbers" in remark for remark in found.remarks] == [True]

    def test_choices_of_another_program(self) -> None:
        with pytest.raises(Refused, match="choice 1 is 7, but there are 2 options"):
            run(read(PROGRAMS / "lost_update.py"), world=Arrivals([7]))


def test_an_order_is_told_step_by_step() -> None:
    found = explore(read(PROGRAMS / "lost_update_fixed.py"))
    order = found.simplest("balance 2")
    assert [(step.task, step.printed, step.waits_for) for step in order.steps] == [
        ("main", "", "its tasks"),
        ("A", "", "an answer"),
        ("B", "", "an answer"),
        ("B", "read 0\n", "an answer"),
        ("B", "wrote 1\n", ""),
        ("A", "read 1\n", "an answer"),
        ("A", "wrote 2\n", ""),
        ("main", "balance 2\n", ""),
    ]
    assert any(step.waits_for == "the lock" for order in found.orders for step in order.steps)


class TestSteps:
    """Each step belongs to who took it."""

    def steps(self, found: Orders) -> list[tuple[str, str, str, str]]:
        (order,) = found.orders
        return [(step.task, step.printed, step.waits_for, step.ended) for step in order.steps]

    def test_a_timer_that_prints(self) -> None:
        found = of(
            "loop = asyncio.get_running_loop()\n"
            "loop.call_later(1, print, 'timer')\n"
            "await loop.create_future()"
        )
        assert self.steps(found) == [
            ("main", "", "a future", ""),
            ("callback", "timer\n", "", ""),
        ]

    def test_a_task_with_no_line_in_the_program(self) -> None:
        assert self.steps(of("await asyncio.create_task(asyncio.sleep(1), name='nap')")) == [
            ("main", "", "another task", ""),
            ("nap", "", "an answer", ""),
            ("nap", "", "", ""),
            ("main", "", "", ""),
        ]

    def test_tasks_of_two_loops(self) -> None:
        found = explore(
            parse(
                "import asyncio\n"
                "async def go():\n    print('on')\n"
                "asyncio.run(go())\nasyncio.run(go())\n",
                "program.py",
            )
        )
        assert [task for task, *_ in self.steps(found)] == ["main 1", "main 2"]

    def test_a_step_that_ends_the_program(self) -> None:
        assert self.steps(of("print('bye')\nraise SystemExit(3)")) == [
            ("main", "bye\n", "", "SystemExit"),
        ]

    @pytest.mark.skipif(sys.version_info < (3, 12), reason="eager tasks are new in Python 3.12")
    def test_an_eager_task_takes_its_first_step_itself(self) -> None:
        found = of(
            """
async def ask():
    print('asks')
    await asyncio.sleep(1)
asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
print('starts')
task = asyncio.create_task(ask(), name='eager')
print('made')
await task
"""
        )
        assert self.steps(found) == [
            ("main", "starts\n", "a task that starts at once", ""),
            ("eager", "asks\n", "an answer", ""),
            ("main", "made\n", "another task", ""),
            ("eager", "", "", ""),
            ("main", "", "", ""),
        ]


class TestEachRunIsFresh:
    """What a run leaves behind, the next one does not find."""

    def test_modules_of_the_program(self, tmp_path: Path) -> None:
        (tmp_path / "bank_of_a_test.py").write_text("balance = 0\n", "utf-8")
        path = tmp_path / "program.py"
        path.write_text(
            "import asyncio, bank_of_a_test as bank\n"
            "async def deposit():\n"
            "    await asyncio.sleep(1)\n"
            "    seen = bank.balance\n"
            "    await asyncio.sleep(1)\n"
            "    bank.balance = seen + 1\n"
            "async def main():\n"
            "    await asyncio.gather(deposit(), deposit())\n"
            "    print('balance', bank.balance)\n"
            "asyncio.run(main())\n",
            "utf-8",
        )
        assert explore(read(path)).outcomes == {"balance 1": 4, "balance 2": 2}
        assert "bank_of_a_test" not in sys.modules

    def test_the_environment(self) -> None:
        found = of(
            """
async def put():
    await asyncio.sleep(1)
    os.environ['OF_A_TEST'] = 'there'
async def look():
    await asyncio.sleep(1)
    print(os.environ.get('OF_A_TEST'))
await asyncio.gather(put(), look())
""",
            before="import os",
        )
        assert found.outcomes == {"None": 1, "there": 1}


@pytest.mark.parametrize(
    ("prepare", "wait", "words"),
    [
        ("barrier = asyncio.Barrier(2)", "barrier.wait()", "the barrier"),
        ("queue = asyncio.Queue()\nqueue.put_nowait(1)", "queue.join()", "the queue"),
        ("condition = asyncio.Condition()", "take(condition)", "the condition"),
        ("ask = asyncio.sleep(1)", "next(asyncio.as_completed([ask]))", "other tasks"),
        ("ask = asyncio.sleep(1)", "asyncio.gather(ask, asyncio.sleep(2))", "other tasks"),
        ("ask = asyncio.sleep(1)", "asyncio.shield(ask)", "another task"),
    ],
)
def test_what_a_task_waits_for(prepare: str, wait: str, words: str) -> None:
    found = of(
        f"{prepare}\nawait {wait}",
        before="async def take(condition):\n    async with condition:\n"
        "        await condition.wait()\n",
    )
    assert found.orders[0].steps[0].waits_for == words


@pytest.mark.parametrize("bounds", [Bounds(), Bounds(runs=3), Bounds(turns=3)])
def test_json_both_ways(bounds: Bounds) -> None:
    found = explore(read(PROGRAMS / "condition_if.py"), bounds=bounds)
    assert Orders.from_data(json.loads(json.dumps(found.to_data()))) == found
    assert found.complete is (bounds == Bounds())


class Noting(Arrivals):
    """Choices that note in which order the requests are answered."""

    def __init__(self, script: tuple[int, ...]) -> None:
        super().__init__(script)
        self.asked: list[Answer] = []
        self.arrived: list[Answer] = []

    def add_timer(self, loop: StageLoop, timer: Timer) -> None:
        super().add_timer(loop, timer)
        self.asked.append(self.pending[-1])

    def _arrive(self, answer: Answer | Strike) -> None:
        assert isinstance(answer, Answer)
        self.arrived.append(answer)
        super()._arrive(answer)


@pytest.mark.parametrize(
    "name", ["lost_update_three", "condition_if", "philosophers_ordered", "semaphore_three"]
)
def test_orders_also_happen_on_the_stock_loop(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = read(PROGRAMS / f"{name}.py")
    orders = explore(program, only_idle=True).orders
    sleep = asyncio.sleep
    for order in orders[:: max(1, len(orders) // 6)]:
        world = Noting(order.choices)
        run(program, world=world)
        ranks = iter([world.arrived.index(answer) for answer in world.asked])
        begin = time.monotonic()

        async def answer(delay: float, ranks: Iterator[int] = ranks, begin: float = begin) -> None:
            at = begin + 0.02 * (1 + next(ranks))
            await sleep(at - asyncio.get_running_loop().time())

        printed = io.StringIO()
        monkeypatch.setattr(asyncio, "sleep", answer)
        with contextlib.redirect_stdout(printed):
            exec(program.code, {"__name__": "__main__"})
        monkeypatch.undo()
        assert printed.getvalue() == "".join(step.printed for step in order.steps)


def test_tasks_that_nobody_holds_keep_their_names() -> None:
    found = explore(
        parse(
            "import asyncio\n\n"
            "async def put(name):\n"
            "    await asyncio.sleep(1)\n"
            "    print(name)\n\n"
            "async def main():\n"
            "    for name in ('Ann', 'Ben'):\n"
            "        asyncio.create_task(put(name))\n"
            "    await asyncio.sleep(5)\n"
            "    await asyncio.sleep(5)\n"
            "    print('end')\n\n"
            "asyncio.run(main())\n",
            "program.py",
        )
    )
    told = {step.task for order in found.orders for step in order.steps}
    assert told == {"main", "Ann", "Ben"}
