"""Watched values: what may be watched, where a value is looked for, and that nobody notices."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from import_asyncio.errors import GuideError
from import_asyncio.explore.explore import explore
from import_asyncio.explore.values import with_values
from import_asyncio.guide import results
from import_asyncio.orders import Orders
from import_asyncio.program import Program, parse
from import_asyncio.record.record import record, run_and_record
from import_asyncio.recording import Track, from_json
from import_asyncio.run.expressions import NoValueError, evaluate, parse_expression, written

ACCOUNT = """
import asyncio

account = {"balance": 0}


class Till:
    def __init__(self):
        self.coins = [1]

    @property
    def total(self):
        account["balance"] = 99
        return sum(self.coins)

    def __len__(self):
        account["balance"] = 99
        return 7

    def __getitem__(self, key):
        account["balance"] = 99
        return key

    def locked(self):
        account["balance"] = 99


class Missing(dict):
    def __missing__(self, key):
        self[key] = 99
        return 99


async def deposit(lock, coin):
    mine = coin
    async with lock:
        balance = account["balance"]
        await asyncio.sleep(1)
        account["balance"] = balance + coin


async def main():
    lock = asyncio.Lock()
    till = Till()
    missing = Missing()
    bell = asyncio.Event()
    asyncio.get_running_loop().call_later(1.5, bell.set)
    async with asyncio.TaskGroup() as group:
        group.create_task(deposit(lock, 2), name="Ada")
        group.create_task(deposit(lock, 3), name="Ben")
    print(account["balance"], till.coins, missing)


asyncio.run(main())
print("after")
"""


def program(source: str = ACCOUNT) -> Program:
    return parse(source, "program.py")


def track(expression: str, source: str = ACCOUNT) -> Track:
    (found,) = record(program(source), values=[expression]).tracks
    return found


def test_a_value_is_that_after_each_step() -> None:
    recording = record(program(), values=['account["balance"]', "lock.locked()"])
    who = ["module" if s.task is None else recording.tasks[s.task].label for s in recording.steps]
    assert who == ["main", "Ada", "Ben", "Ada", "Ben", "Ben", "main", "module"]
    balance, locked = recording.tracks
    assert balance.values == ("0", "0", "0", "2", "2", "5", "5", "5")
    assert locked.values == ("False", "True", "True", "False", "True", "False", "", "")
    assert from_json(recording.to_json()) == recording


def test_the_module_is_asked_first_and_then_the_tasks_in_their_order() -> None:
    assert track("coin").values == ("2", "2", "2", "3", "3", "", "", "")
    assert track("coin + account['balance']").values == ("2", "2", "2", "5", "5", "", "", "")
    shadowed = ACCOUNT.replace("mine = coin", "account = {'balance': -1}")
    assert "-1" not in track("account['balance']", shadowed).values


def test_an_expression_without_a_value_says_why() -> None:
    assert track("bel.is_set()").problem == (
        "`bel.is_set()` has no value: nothing in the program is called `bel`"
    )
    assert "`account['balanse']` is not there" in track("account['balanse']").problem
    assert "`till.sum` is not there" in track("till.sum").problem
    assert "index out of range" in track("till.coins[3]").problem
    assert track("till.coins[0]").problem == ""


@pytest.mark.parametrize(
    "expression",
    [
        "till.total",
        "len(till)",
        "till[0]",
        "till.locked()",
        "account[till]",
        "till == 1",
        "not till",
        "till + 1",
        "till",
        "[till]",
    ],
)
def test_no_code_of_the_program_runs(expression: str) -> None:
    try:
        found = track(expression)
    except GuideError:
        return
    assert found.problem
    assert set(found.values) == {""}
    assert "99" not in track("account['balance']").values


def test_a_missing_key_is_not_made() -> None:
    recording = record(program(), values=["missing['x']", "missing"])
    assert recording.tracks[0].problem
    assert recording.transcript == "5 [1] {}\nafter\n"


@pytest.mark.parametrize(
    "text",
    [
        "account.pop('balance')",
        "account.clear()",
        "print(1)",
        "len(account, 1)",
        "lock.release()",
        "(a := 1)",
        "lambda: 1",
        "[x for x in y]",
        "await bell",
        "account.__class__",
        "__import__",
        "f'{account}'",
        "account[pop()]",
        "a.is_set(1)",
        "shelf[1:]",
        "a < b < c",
        "a * b",
        "x = 1",
        "",
    ],
)
def test_what_might_have_effects_is_refused(text: str) -> None:
    with pytest.raises(GuideError, match=r"cannot be watched|is no expression"):
        parse_expression(text)


@pytest.mark.parametrize(
    "text",
    [
        'account["balance"]',
        "semaphore._value",
        "bell.is_set()",
        "len(shelf)",
        "queue.qsize()",
        "self.account.balance",
        "len(shelf) - taken > -1",
        "not lock.locked()",
        "answer is None",
    ],
)
def test_what_has_no_effects_is_taken(text: str) -> None:
    parse_expression(text)


def test_values_are_written_as_python_does_and_the_same_in_each_run() -> None:
    source = """
import asyncio
from collections import deque
names = {"b", "a", "c"}
shelf = deque([1, "x"])
pair, one, none, long = (1, 2), (1,), (), list(range(100))
deep = [[[[1]]]]
table = {"a": [True, None], 2: 1.5}
asyncio.run(asyncio.sleep(0))
print()
"""
    expected = {
        "names": "{'a', 'b', 'c'}",
        "shelf": "deque([1, 'x'])",
        "pair": "(1, 2)",
        "one": "(1,)",
        "none": "()",
        "deep": "[[[…]]]",
        "long": "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …]",
        "table": "{'a': [True, None], 2: 1.5}",
        "len(long) - 1": "99",
    }
    recording = record(program(source), values=list(expected))
    assert {t.expression: t.values[-1] for t in recording.tracks} == expected


def test_every_order_knows_its_values() -> None:
    it = program()
    orders = explore(it)
    watched = with_values(it, orders, ['account["balance"]', "nothing", "bell.is_set()"])
    assert watched.expressions == ('account["balance"]', "bell.is_set()")
    assert watched.remarks == (
        "`nothing` has no value: nothing in the program is called `nothing`",
    )
    assert [replace(o, steps=()) for o in watched.orders] == [
        replace(o, steps=()) for o in orders.orders
    ]
    for before, order in zip(orders.orders, watched.orders, strict=True):
        assert tuple(replace(step, values=()) for step in order.steps) == before.steps
        assert {"0", "5"} < {step.values[0] for step in order.steps}
    assert Orders.from_data(json.loads(json.dumps(watched.to_data()))) == watched


def test_an_order_that_is_not_the_same_again_is_refused() -> None:
    it, other = program(), program(ACCOUNT.replace("sleep(1)", "sleep(0)"))
    with pytest.raises(GuideError, match="differ at step"):
        with_values(other, explore(it), ["account"])


def test_a_value_in_an_order_is_that_of_its_recording() -> None:
    it = program()
    recording = record(it, values=["account"])
    seen = {o.outcome for o in with_values(it, explore(it), ["account"]).orders}
    assert seen == {"after"}
    assert recording.tracks[0].values[0] == "{'balance': 0}"


def test_a_function_that_looks_at_its_own_names_is_left_alone() -> None:
    source = """
import asyncio
async def main():
    mine = 1
    names = locals()
    await asyncio.sleep(1)
    other = 2
    await asyncio.sleep(1)
    print(sorted(names))
asyncio.run(main())
"""
    plain = run_and_record(program(source))
    run, recording = run_and_record(program(source), values=["mine"])
    assert run == plain[0]
    assert recording.tracks[0].problem


def test_eager_steps_and_callbacks_have_values_too() -> None:
    source = """
import asyncio
count = [0]
def ring():
    count[0] += 1
    print("ring")
async def eager():
    count[0] += 1
async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(getattr(asyncio, "eager_task_factory", None))
    loop.call_later(1, ring)
    task = asyncio.create_task(eager())
    await asyncio.sleep(2)
    count[0] += 1
asyncio.run(main())
"""
    values = track("count[0]", source).values
    assert values[-1] == "3"
    it = program(source)
    (order,) = with_values(it, explore(it), ["count[0]"]).orders[:1]
    assert order.steps[-1].values == ("3",)


@pytest.mark.usefixtures("_own_cache")
def test_the_guide_refuses_what_has_no_value_and_keeps_values_apart() -> None:
    it = program()
    for find in (results.run_of, lambda p, values: results.orders_of(p, (), values)):
        with pytest.raises(GuideError, match="`nothing` has no value"):
            find(it, values=["nothing"])
    plain, watched = results.run_of(it), results.run_of(it, ['account["balance"]'])
    assert plain is not None
    assert watched is not None
    assert plain.recording.tracks == ()
    assert replace(watched.recording, tracks=()) == plain.recording
    explored = results.orders_of(it, (), ["account"])
    assert explored is not None
    assert explored.orders.expressions == ("account",)
    assert explored.calm.tracks[0].expression == "account"


@pytest.fixture
def _own_cache(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(str(tmp_path))


class TestCodeOfTheProgram:
    """What an expression would run of the program's own is refused, and counts that it was run."""

    @pytest.mark.parametrize("method", ["__getattribute__", "__getattr__"])
    def test_a_class_that_looks_for_its_attributes_by_itself(self, method: str) -> None:
        found: list[str] = []

        def look(self: object, name: str) -> int:
            found.append(name)
            return 42

        purse = type("Purse", (), {method: look, "__slots__": ()})()
        with pytest.raises(GuideError, match="cannot be watched"):
            evaluate(parse_expression("purse.n"), {"purse": purse})
        assert found == []

    def test_a_number_that_is_too_long_to_be_written(self) -> None:
        assert written(10**5000, "x") == "an integer of 16610 bits"
        with pytest.raises(NoValueError):
            evaluate(parse_expression("x + 0.5"), {"x": 10**5000})
