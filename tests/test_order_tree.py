"""What a reader can decide: every order of a block is reached by what is offered, and nothing else.

The data is read from the pages, and walked as the game of `web/src/game-play.js` walks it.
"""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest

from import_asyncio.errors import GuideError
from import_asyncio.explore.arrivals import Answer, Strike
from import_asyncio.explore.causes import Cause, causes_of
from import_asyncio.explore.explore import explore, run_order
from import_asyncio.explore.replay import order_at
from import_asyncio.explore.sample import CALM_TO_WILD, Sample
from import_asyncio.guide import config, markup, order_data, pages, snippet
from import_asyncio.guide.convert import convert
from import_asyncio.guide.order_data import orders_data, to_data
from import_asyncio.guide.order_tree import tree_of
from import_asyncio.guide.results import Explored, orders_of
from import_asyncio.orders import Order, OrderStep
from import_asyncio.program import Program, parse
from import_asyncio.run.internals import awaited_future, callback_of
from import_asyncio.run.task_names import number_of
from import_asyncio.verdicts import judge

RUNS = 12
READY = Cause.READY.value
LATE = """
import asyncio

async def main():
    asyncio.get_running_loop().call_later(1, print, "late")
    await asyncio.sleep(2)

asyncio.run(main())
"""


@dataclass(frozen=True)
class Block:
    """A block of a page of which every order can be played."""

    page: str
    name: str
    cancel: tuple[str, ...]
    outcomes: dict[str, str]
    data: dict[str, Any]

    @property
    def program(self) -> Program:
        return snippet.load(self.name).program

    @property
    def tried(self) -> Explored:
        tried = orders_of(self.program, self.cancel)
        assert tried is not None
        return tried

    def __str__(self) -> str:
        return f"{self.page}:{self.name}{''.join(f'-{name}' for name in self.cancel)}"


@cache
def blocks() -> tuple[Block, ...]:
    settings = config.read()
    found = []
    for path in sorted(pages.DOCS.rglob("*.md")):
        for element in convert(path, settings, pages.DOCS).tree:
            if "orders-data" in element.classes:
                around = next(one for one in element.around if "data-outcomes" in one.attributes)
                found.append(
                    Block(
                        path.relative_to(pages.DOCS).as_posix(),
                        element.attributes["data-orders"],
                        tuple(around.attributes.get("data-cancel", "").split()),
                        json.loads(around.attributes["data-outcomes"]),
                        json.loads(element.attributes["data-json"]),
                    )
                )
    return tuple(found)


def fields(node: list[Any]) -> tuple[list[int], list[Any], list[Any] | None, str]:
    """Return moves, choices, end and time of a node; what is empty at the end is left out."""
    empty: list[Any] = [[], [], None, ""]
    moves, choices, end, when = [*node, *empty[len(node) :]]
    return moves, choices, end, when


def leaves(node: list[Any], before: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Any]]:
    """Yield all that a reader can reach: the numbers of the moves, and the end."""
    moves, choices, end, _ = fields(node)
    path = (*before, *moves)
    if end is not None:
        yield path, end
    for choice in choices:
        yield from leaves(choice, path)


def forks(node: list[Any]) -> Iterator[list[Any]]:
    """Yield what is offered, at each place where something is."""
    choices = fields(node)[1]
    if choices:
        yield choices
    for choice in choices:
        yield from forks(choice)


def complaints(data: dict[str, Any], orders: Sequence[Order]) -> Iterator[str]:
    """Yield what can be reached and is no order, and each order that cannot be reached."""
    reached = [
        (
            tuple((data["tasks"][data["moves"][n][0]], *data["moves"][n][4:6]) for n in path),
            data["outcomes"][end[0]][0],
            *end[1:],
        )
        for path, end in leaves(data["tree"])
    ]
    there = [
        (
            tuple((step.strikes or step.task, step.printed, step.line) for step in order.steps),
            order.outcome,
            order.address,
            order.checksum,
        )
        for order in orders
    ]
    if len(set(reached)) != len(reached):
        yield "an order is reached in two ways"
    yield from (f"no order is {one}" for one in reached if one not in there)
    yield from (f"nothing leads to {one}" for one in there if one not in reached)
    for choices in forks(data["tree"]):
        labels = [label(data, choice) for choice in choices]
        if len(set(labels)) != len(labels):
            yield f"a reader cannot tell apart {labels}"
        if len(choices) == 1 and labels[0][1] == READY:
            yield f"a reader is asked where nothing is to be decided: {labels}"


def label(data: dict[str, Any], choice: list[Any]) -> tuple[str, str, str]:
    """Return what the button of a choice is made of."""
    moves, _, _, when = fields(choice)
    if not moves:
        return "", "", when
    task, cause, *_ = data["moves"][moves[0]]
    return data["tasks"][task], cause, when


def test_the_guide_has_many_such_blocks() -> None:
    assert len(blocks()) >= 40
    assert len({block.name for block in blocks() if block.page == "index.md"}) == 1


@pytest.mark.parametrize("block", blocks(), ids=str)
class TestOfEveryBlock:
    def test_every_order_is_reached_and_nothing_else(self, block: Block) -> None:
        assert list(complaints(block.data, block.tried.orders.orders)) == []

    def test_the_shortest_wrong_order_is_wrong_and_none_is_shorter(self, block: Block) -> None:
        wrong = [
            (len(path), end)
            for path, end in leaves(block.data["tree"])
            if block.data["outcomes"][end[0]][2] == "wrong"
        ]
        shown = [steps for steps, end in wrong if end[1] == block.data["wrong"]]
        assert shown == ([min(steps for steps, _ in wrong)] if wrong else [])
        assert bool(wrong) == any(said.startswith("wrong") for said in block.outcomes.values())

    def test_each_line_is_that_of_the_program(self, block: Block) -> None:
        lines = block.program.source.splitlines()
        shown = block.program.shown.splitlines()
        for number, text in block.data["lines"].items():
            assert lines[int(number) - 1].strip() == text
            assert shown[int(number) - 1 - block.data["hidden"]].strip() == text


@pytest.mark.parametrize("block", [one for one in blocks() if one.program.on_stage], ids=str)
class TestInRuns:
    """Held against runs of the program; one that needs another Python is left out."""

    def test_an_address_leads_a_run_of_the_program_there(self, block: Block) -> None:
        for path, (_, address, checksum) in leaves(block.data["tree"]):
            order = order_at(block.program, address)
            assert order.checksum == checksum
            assert len(order.steps) == len(path)

    def test_what_is_offered_is_what_can_arrive_in_a_run(self, block: Block) -> None:
        for world in islice(watched_runs(block.cancel), RUNS):
            order = run_order(block.program, world, cancel=block.cancel)
            offered = offers_along(block.data, order)
            for steps, pending in world.told():
                assert offered[steps] == pending, f"after {steps} steps of {order.steps}"


class Watched(Sample):
    """A world that draws what arrives, and notes who could get an answer where nothing is ready."""

    def __init__(self, random: Random, quiet: float, steady: float, cancel: Sequence[str]) -> None:
        super().__init__(random, quiet, steady, cancel=cancel)
        self._noted: list[tuple[int, set[tuple[int | str, bool]]]] = []
        self._trace: Any = None

    def choose(self, answers: Sequence[Answer | Strike], must_arrive: bool) -> int:
        """Note the answers that are pending, then draw one."""
        loop: Any = answers[0].loop
        self._trace = loop.trace
        if must_arrive:
            waiting = {
                (one.name if isinstance(one, Strike) else number_of(waits_for(one)))
                for one in answers
            }
            strikes = [isinstance(one, Strike) for one in answers]
            self._noted.append((len(loop.trace.steps), set(zip(waiting, strikes, strict=False))))
        return super().choose(answers, must_arrive)

    def told(self) -> Iterator[tuple[int, set[str]]]:
        """Yield after how many steps only answers were left, and whose they were."""
        for steps, waiting in self._noted:
            yield steps, {str(self._trace.labels.get(who, who)) for who, _ in waiting}


def watched_runs(cancel: Sequence[str]) -> Iterator[Watched]:
    random = Random(20)
    while True:
        for quiet, steady in CALM_TO_WILD:
            yield Watched(random, quiet, steady, cancel)


def waits_for(answer: Answer) -> Any:
    """Return the task that an answer, or a time limit, is for."""
    callback = callback_of(answer.timer)
    owner = getattr(callback, "__self__", None)
    task = getattr(owner, "_task", None)
    if task is not None:
        return task
    future = next(one for one in answer.timer._args if isinstance(one, asyncio.Future))
    return next(
        one for one in answer.loop.tasks if not one.done() and awaited_future(one) is future
    )


def offers_along(data: dict[str, Any], order: Order) -> dict[int, set[str]]:
    """Return what is offered on the way to an order, by the number of steps so far."""
    offered: dict[int, set[str]] = {}
    node, steps = data["tree"], 0
    while True:
        moves, choices, end, _ = fields(node)
        steps += len(moves)
        if end is not None:
            assert end[2] == order.checksum, "a run has led to an order that nobody can play"
            return offered
        offered[steps] = {label(data, choice)[0] for choice in choices}
        leading = [
            choice
            for choice in choices
            if any(end[2] == order.checksum for _, end in leaves(choice))
        ]
        assert len(leading) == 1, f"{len(leading)} choices lead to {order.address}"
        node = leading[0]


class TestItCanFail:
    """The tree of the lost update, wrong in one way."""

    @pytest.fixture
    def lost(self) -> Block:
        return next(block for block in blocks() if block.name == "lock/lost_update")

    def said(self, lost: Block, data: dict[str, Any]) -> list[str]:
        return list(complaints(data, lost.tried.orders.orders))

    def test_the_right_one_is_accepted(self, lost: Block) -> None:
        assert self.said(lost, copy.deepcopy(lost.data)) == []

    def test_a_choice_is_missing(self, lost: Block) -> None:
        data = copy.deepcopy(lost.data)
        del data["tree"][1][0]
        assert len([one for one in self.said(lost, data) if "nothing leads to" in one]) == 3

    def test_a_choice_is_too_many(self, lost: Block) -> None:
        data = copy.deepcopy(lost.data)
        data["tree"][1].append([[3, 4], [], [0, "a", "00000000"]])
        said = self.said(lost, data)
        assert any("no order is" in one for one in said)
        assert any("cannot tell apart" in one for one in said)

    def test_two_ends_change_places(self, lost: Block) -> None:
        data = copy.deepcopy(lost.data)
        for move in data["moves"]:
            move[0] = {1: 2, 2: 1}.get(move[0], move[0])
        assert self.said(lost, data) != []

    def test_something_can_arrive_that_is_not_offered(self, lost: Block) -> None:
        world = next(watched_runs(()))
        order = run_order(lost.program, world)
        first, pending = next(world.told())
        assert pending == {"Ada", "Ben"}
        data = copy.deepcopy(lost.data)
        moves, choices = data["tree"]
        data["tree"][1] = [one for one in choices if fields(one)[0][0] == order_move(data, order)]
        assert offers_along(data, order)[first] != pending
        assert first == len(moves)


def order_move(data: dict[str, Any], order: Order) -> int:
    """Return the number of the first move of an order that is chosen."""
    path = next(path for path, end in leaves(data["tree"]) if end[2] == order.checksum)
    return path[len(data["tree"][0])]


class TestCauses:
    def causes(
        self, name: str, address: str, cancel: Sequence[str] = ()
    ) -> list[tuple[str, Cause]]:
        program = snippet.load(name).program
        order = order_at(program, address)
        (why,) = causes_of(program, [order])
        return [
            (step.strikes or step.task, cause) for step, cause in zip(order.steps, why, strict=True)
        ]

    def test_an_answer_and_what_is_ready(self) -> None:
        assert self.causes("lock/lost_update_fixed", "0")[3:6] == [
            ("Ada", Cause.ANSWER),
            ("Ben", Cause.ANSWER),
            ("Ada", Cause.ANSWER),
        ]
        assert self.causes("lock/lost_update_fixed", "0")[6] == ("Ben", Cause.READY)

    def test_the_end_of_a_time_limit(self) -> None:
        program = snippet.load("lock/time_limit").program
        orders = explore(program).orders
        for order, why in zip(orders, causes_of(program, orders), strict=True):
            gave_up = ["gives up" in step.printed for step in order.steps]
            assert [cause is Cause.LIMIT for cause in why] == gave_up
        assert any("gives up" in step.printed for order in orders for step in order.steps)

    def test_a_cancellation_from_outside(self) -> None:
        program = snippet.load("lock/cancelled_holder").program
        orders = explore(program, cancel=["Ada"]).orders
        for order, why in zip(orders, causes_of(program, orders), strict=True):
            struck = [bool(step.strikes) for step in order.steps]
            assert [cause is Cause.CANCEL for cause in why] == struck
        assert any(step.strikes for order in orders for step in order.steps)

    def test_a_callback_of_the_loop(self) -> None:
        program = parse(LATE, "late.py")
        orders = explore(program).orders
        found = {cause for why in causes_of(program, orders) for cause in why}
        assert found == {Cause.READY, Cause.ANSWER, Cause.CALLBACK}


def made(*tasks: str, choices: Sequence[int], outcome: str = "done") -> Order:
    steps = tuple(OrderStep(task, "", 1, "sleep") for task in tasks)
    return Order(steps, outcome, "", tuple(choices))


class TestTellingApart:
    def test_an_answer_that_comes_at_once_or_later(self) -> None:
        at_once = replace(made("main", "Ada", choices=[1]), outcome="early")
        later = Order((at_once.steps[0], OrderStep("Ada", "", 2, "sleep")), "late", "", (0, 1))
        causes = ((Cause.READY, Cause.ANSWER),) * 2
        tree = tree_of([later, at_once], causes)
        assert [(choice.when, choice.moves[0].step.line) for choice in tree.choices] == [
            ("later", 2),
            ("at once", 1),
        ]

    def test_no_answer_decides(self) -> None:
        orders = [made("main", "Ada", choices=[1]), made("main", "Ada", "Ada", choices=[2])]
        other = replace(orders[1], steps=(orders[1].steps[0], OrderStep("Ada", "x", 2)))
        with pytest.raises(GuideError, match="no answer decides between them"):
            tree_of([orders[0], other], ((Cause.READY, Cause.READY),) * 2)

    def test_two_orders_of_the_same_steps(self) -> None:
        one = made("main", "Ada", choices=[1])
        with pytest.raises(GuideError, match="the orders 1 and 2 have the same steps"):
            tree_of(
                [one, replace(one, choices=(2,), outcome="other")],
                ((Cause.READY, Cause.ANSWER),) * 2,
            )

    def test_an_order_that_ends_where_another_goes_on(self) -> None:
        short, long = made("main", choices=[0]), made("main", "Ada", choices=[1])
        tree = tree_of([short, long], ((Cause.READY,), (Cause.READY, Cause.ANSWER)))
        assert sorted(len(choice.moves) for choice in tree.choices) == [0, 1]
        assert [order.steps for order in tree.ends] in (
            [short.steps, long.steps],
            [long.steps, short.steps],
        )


class TestData:
    def test_of_very_many_orders_some_are_left_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(order_data, "MOST", 10)
        it = snippet.load("lock/philosophers")
        tried = orders_of(it.program)
        assert tried is not None
        named = {"all have eaten": "right", "deadlock": "wrong"}
        data = to_data(it, judge(tried.orders, named), tried.causes)
        kept = list(leaves(data["tree"]))
        assert len(kept) <= 12
        assert data["orders"] == 96
        assert {end[0] for _, end in kept} == {0, 1}
        assert data["wrong"] in [end[1] for _, end in kept]

    def test_each_outcome_has_an_order_however_few_are_kept(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(order_data, "MOST", 1)
        it = snippet.load("lock/exercise")
        tried = orders_of(it.program)
        assert tried is not None
        judged = judge(tried.orders, dict.fromkeys(tried.orders.outcomes, "right"))
        data = to_data(it, judged, tried.causes)
        assert {end[0] for _, end in leaves(data["tree"])} == {0, 1, 2}

    def test_what_every_order_begins_with_is_no_move_of_the_reader(self) -> None:
        it = snippet.load("lock/lost_update")
        tried = orders_of(it.program)
        assert tried is not None
        judged = judge(tried.orders, dict.fromkeys(tried.orders.outcomes, "right"))
        assert to_data(it, judged, tried.causes)["begin"] == 3

    def test_what_a_program_prints_stays_in_the_attribute(self, tmp_path: Path) -> None:
        (tmp_path / "x").mkdir()
        (tmp_path / "x/y.py").write_text("print('\">&amp;</div>')\n", "utf-8")
        (tmp_path / "x/y.out").write_text('">&amp;</div>\n', "utf-8")
        it = snippet.load("x/y", tmp_path)
        tried = orders_of(it.program)
        assert tried is not None
        text = orders_data(it, judge(tried.orders, {'">&amp;</div>': "right"}), tried.causes)
        (element,) = markup.parse(text).children
        assert isinstance(element, markup.Element)
        data = json.loads(element.attributes["data-json"])
        assert data["outcomes"][0][0] == '">&amp;</div>'

    def test_it_is_small(self) -> None:
        assert max(len(json.dumps(block.data)) for block in blocks()) <= 20_000
