"""Pictures of orders are read back and agree with the orders; one that does not is refused."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import drawing
import pytest
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pictures import orders
from pictures.changed import Change, changed, drop, found, put, say, shift, swap

from import_asyncio.draw.orders_words import describe_orders
from import_asyncio.explore.explore import explore
from import_asyncio.explore.values import with_values
from import_asyncio.guide import pages, snippet
from import_asyncio.guide.results import order_of, orders_of
from import_asyncio.orders import Cut, Limit, Order, Orders, OrderStep
from import_asyncio.verdicts import Judged, judge

EVERY = sorted(
    f"orders/{path.stem}"
    for path in (ROOT / "tests/programs/orders").glob("*.py")
    if path.stem != "semaphore_four"
)
BLOCKS = sorted(
    {(e.kind, e.name) for page in pages.pages() for e in page.embeds if e.kind.startswith("order")}
)
WAITS = ["lock", "event", "task", "group", "tasks", "future"]
ANSWERS = ["sleep", "turn"]
PRINTS = [
    "",
    "hello\n",
    "A: reads 1\n",
    "B goes a long way round and says so\n",
    "one\ntwo\nthree\nfour\n",
    "x" * 30 + "\n",
    "end\n",
    "no end",
    " \n",
]


@st.composite
def one_order(draw: st.DrawFn, number: int) -> Order:
    """Make up an order of three tasks, at whose end main is done or waits for ever."""
    failure = draw(st.sampled_from(["", "", "deadlock", "exception"]))
    waits = WAITS if failure == "deadlock" else WAITS + ANSWERS
    live, steps = ["main", "A", "B"], []
    for _ in range(draw(st.integers(1, 9))):
        task = draw(st.sampled_from(live))
        printed = draw(st.sampled_from(PRINTS))
        if draw(st.integers(0, 9)) == 0:
            wait = draw(st.sampled_from(["lock", "sleep", "turn", "begin"]))
            steps.append(OrderStep(f"cancel {task}", "", 1, wait, strikes=task))
        if task != "main" and draw(st.integers(0, 9)) == 0:
            live.remove(task)
            ended = draw(st.sampled_from(["", "ValueError", "CancelledError"]))
            steps.append(OrderStep(task, printed, 0, "", ended))
        else:
            wait = draw(st.sampled_from(waits))
            steps.append(OrderStep(task, printed, draw(st.integers(1, 5)), wait))
    if failure == "deadlock":
        steps.append(OrderStep("main", "", 3, "event"))
        return Order(tuple(steps), "deadlock", failure, (number,))
    ended = "ValueError" if failure else ""
    steps.append(OrderStep("main", draw(st.sampled_from(PRINTS)), 0, "", ended))
    return Order(tuple(steps), ended or draw(st.sampled_from(["end", "other"])), failure, (number,))


@st.composite
def some_orders(draw: st.DrawFn) -> Judged:
    """Make up orders, some of them judged."""
    count = draw(st.sampled_from([1, 2, 3, 5, 12, 13, 20]))
    every = tuple(draw(one_order(number)) for number in range(count))
    outcomes = sorted({order.outcome for order in every})
    words = st.sampled_from(["right", "wrong: so", "right: yes"])
    named = {one: draw(words) for one in outcomes if draw(st.integers(0, 4))}
    cut = draw(st.sampled_from([None, Cut(Limit.RUNS, 5)]))
    found = Orders("x.py", every, cut, sampled=cut is not None and draw(st.booleans()))
    return judge(found, named, strict=False)


def wrong(judged: Judged) -> list[str]:
    found = orders.complaints(drawing.orders(judged), judged)
    if len(judged.orders.orders) == 1:
        found += orders.complaints(drawing.order(judged), judged, alone=True)
    return found


@pytest.mark.parametrize("name", EVERY)
def test_the_picture_of_all_orders_is_true(name: str) -> None:
    assert wrong(drawing.judged(name)) == []


@pytest.mark.parametrize(("kind", "name"), BLOCKS, ids=lambda part: part)
def test_the_orders_of_a_snippet_are_drawn_as_they_are(kind: str, name: str) -> None:
    it = snippet.load(name).program
    explored = orders_of(it) if kind == "orders" else None
    every = order_of(it) if explored is None else explored.orders
    assert every is not None, "no Python of this machine can try these orders"
    assert wrong(judge(every, {}, strict=False)) == []


@pytest.mark.parametrize("cancel", ["Ada", "Ben"])
def test_a_cancellation_is_drawn_in_the_lane_of_the_task_that_it_strikes(cancel: str) -> None:
    every = explore(drawing.program("cancelled_holder"), cancel=[cancel])
    few = [every.simplest(outcome) for outcome in every.outcomes]
    for some in (every, Orders(every.filename, tuple(few), cancel=every.cancel)):
        judged = judge(some, {}, strict=False)
        picture = drawing.orders(judged)
        assert orders.complaints(picture, judged) == []
        assert len(found(picture, "stage-struck")) > len(few)
        assert "is cancelled" in "".join(picture.itertext())
        strike = found(picture, "stage-struck")[0]
        strike.set("class", "orders-silent")
        assert any("and is not drawn so" in one for one in orders.complaints(picture, judged))


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(some_orders())
def test_the_picture_of_any_orders_is_true(judged: Judged) -> None:
    assert wrong(judged) == []


def test_a_step_that_prints_the_name_of_its_exception_is_drawn() -> None:
    steps = (
        OrderStep("A", "begins\n", 1, "sleep"),
        OrderStep("A", "ValueError\n", 0, "", "ValueError"),
    )
    order = Order(steps, "ValueError", "exception", (0,))
    assert wrong(judge(Orders("x.py", (order,)), {}, strict=False)) == []


def test_before_its_first_box_a_task_waits_as_after_its_last_silent_step() -> None:
    begin = (OrderStep("A", "", 1, "event"), OrderStep("A", "", 2, "sleep"))
    end = OrderStep("A", "ends\n", 0)
    struck = (OrderStep("cancel A", "", 2, "sleep", strikes="A"), end)
    every = [
        Order((*begin, *steps, OrderStep("main", f"{number}\n", 0)), str(number), "", (number,))
        for number, steps in enumerate([(OrderStep("B", "goes\n", 0), end), struck])
    ]
    judged = judge(Orders("x.py", tuple(every), cancel=("A",)), {}, strict=False)
    assert wrong(judged) == []
    assert "a step that prints nothing" not in "".join(drawing.orders(judged).itertext())


def test_of_very_many_orders_a_bar_is_several() -> None:
    (first, *_, last) = drawing.judged("orders/lost_update").orders.orders
    copies = tuple(
        Order(one.steps, one.outcome, one.failure, (number, side))
        for side, one in enumerate((first, last))
        for number in range(700)
    )
    judged = judge(Orders("many.py", copies), {"balance 1": "wrong"}, strict=False)
    assert wrong(judged) == []
    picture = ElementTree.tostring(drawing.orders(judged), encoding="unicode")
    for change, said in (
        (put("data-share", "2", "orders-strip"), "bars of 2 each for"),
        (say("orders-caption", r"\d+ orders", "one order"), "the caption is"),
    ):
        again = ElementTree.fromstring(changed(picture, change))
        assert any(said in one for one in orders.complaints(again, judged))


def cells_swapped(root: ElementTree.Element) -> None:
    first, second, *_ = found(root, "orders-cell")
    first[:], second[:] = second[:], first[:]


def last_bar_first(root: ElementTree.Element) -> None:
    (strip,) = found(root, "orders-strip")
    strip[:] = [strip[-1], *strip[:-1]]


def first_bar_short(root: ElementTree.Element) -> None:
    rect = found(root, "orders-bar")[0][-1]
    rect.set("y", "13")
    rect.set("height", "11")


def first_bar_says_nothing(root: ElementTree.Element) -> None:
    found(root, "orders-bar")[0][0].text = "✗ nothing: A goes on."


def first_sign_lost(root: ElementTree.Element) -> None:
    root.findall(".//li")[0][0].clear()


def words(before: str, after: str, number: int = 0) -> Change:
    return say("orders-words", before, after, number)


def box(names: str, number: int) -> Change:
    return put("class", names, "orders-box", number=number)


LOST, FIXED = "orders/lost_update", "orders/lost_update_fixed"
OPPOSITE, STRIP = "orders/two_locks_opposite", "orders/cache"
FAULTS: dict[str, tuple[str, list[Change], str]] = {
    "another number of wrong orders": (LOST, [say("orders-sentence", "4", "2")], "the sentence is"),
    "another number of orders": (LOST, [say("orders-sentence", "6", "7")], "the sentence is"),
    "another number of an outcome": (LOST, [say("orders-verdict", "4 of", "3 of")], "the headline"),
    "another outcome": (LOST, [say("orders-verdict", "balance 1", "balance 2")], "the headline is"),
    "another verdict in words": (LOST, [say("orders-verdict", "wrong", "right")], "the headline"),
    "another sign in a headline": (LOST, [say("orders-verdict", "✗", "✓")], "the headline is"),
    "a headline with colours swapped": (
        LOST,
        [put("class", "orders-verdict orders-right", "orders-verdict")],
        "its headline has another class",
    ),
    "another sign of a cell": (LOST, [say("orders-sign", "✗", "✓")], "the sign of balance 1"),
    "a sign with colours swapped": (
        LOST,
        [put("class", "orders-sign orders-right", "orders-sign")],
        "the sign of balance 1",
    ),
    "a cell left out": (LOST, [drop("orders-cell")], "4 orders end in balance 1, drawn are 3"),
    "cells exchanged": (LOST, [cells_swapped], "is a step of"),
    "a box left out": (LOST, [drop("orders-box")], "3 boxes are no part of"),
    "a box in another lane": (
        LOST,
        [swap("y", lambda root: found(root, "orders-box")[:2])],
        "in the lane of",
    ),
    "boxes in another order": (
        LOST,
        [swap("x", lambda root: found(root, "orders-box")[:2])],
        "is a step of",
    ),
    "other words in a box": (LOST, [words("read 0", "read 1")], "its box says ['read 1']"),
    "no words in a box": (LOST, [drop("orders-words")], "its box says []"),
    "words that end early": (LOST, [words("read 0", "rea…")], "its box says"),
    "a box that is silent": (LOST, [box("orders-silent", 0)], "not silent, and not drawn so"),
    "a box that ends badly": (LOST, [box("orders-box orders-failed", 0)], "ends in nothing"),
    "another title": (LOST, [say("title", "✗ balance 1", "✓ balance 2")], "the title is"),
    "another description": (LOST, [say("desc", "read 0", "read 1")], "told is"),
    "a description of a wait": (FIXED, [say("desc", "the lock", "the event")], "told is"),
    "lanes with each other's names": (
        LOST,
        [
            say("orders-task", "^A$", "C"),
            say("orders-task", "^B$", "A"),
            say("orders-task", "C", "B"),
        ],
        "is a step of",
    ),
    "an answer left out": (LOST, [drop("orders-answer")], "that is not drawn"),
    "an answer that is a task": (
        LOST,
        [put("class", "orders-tasks", "orders-answer")],
        "drawn as orders-tasks",
    ),
    "a wait that goes on": (LOST, [shift("orders-answer", by={"x2": 30})], "does not wait from"),
    "blocked by something else": (FIXED, [say("orders-word", "lock", "event")], "drawn is ['event"),
    "a block left out": (FIXED, [drop("orders-blocked")], "the lock, and that is not drawn"),
    "a block that goes on": (
        FIXED,
        [shift("orders-blocked", by={"width": 30})],
        "does not wait from",
    ),
    "a block of another task": (
        FIXED,
        [shift("orders-blocked", by={"y": 22})],
        "does not wait from",
    ),
    "a block that is an answer": (
        FIXED,
        [put("class", "orders-answer", "orders-blocked")],
        "drawn as orders-answer",
    ),
    "a deadlock that is a block": (
        OPPOSITE,
        [put("class", "orders-blocked", "orders-stuck")],
        "drawn as orders-blocked",
    ),
    "a deadlock hatched as a block": (
        OPPOSITE,
        [put("fill", "url(#p-1-blocked)", "orders-stuck")],
        "is not hatched",
    ),
    "a block that is a deadlock": (
        FIXED,
        [put("class", "orders-stuck", "orders-blocked")],
        "drawn as orders-stuck",
    ),
    "a sign of the legend left out": (
        FIXED,
        [drop(words=" a step, and what it prints")],
        "the legend lacks",
    ),
    "names that are read out twice": (
        LOST,
        [put("aria-hidden", "false", "stage-names")],
        "are read out twice",
    ),
    "names that end early": (
        LOST,
        [shift("stage-names", by={"width": -30})],
        "and the rest begins at",
    ),
    "a cell without names": (LOST, [drop("stage-names")], "a cell has the parts"),
    "a claim about orders that is false": (
        STRIP,
        [say("orders-common", r"in \d+", "in 99")],
        "of those who come first it is said",
    ),
    "a sign of the legend lost": (FIXED, [first_sign_lost], "of another sign"),
    "a bar left out": (STRIP, [drop("orders-bar")], "65 bars of 1 each for 66 orders"),
    "a bar twice": (
        STRIP,
        [put("data-choices", "0", "orders-bar"), put("data-choices", "0", "orders-bar", number=1)],
        "no order, or one that has a bar already",
    ),
    "bars exchanged": (
        STRIP,
        [swap("data-choices", lambda root: [found(root, "orders-bar")[at] for at in (0, -1)])],
        "has the class",
    ),
    "a checksum of another order": (
        STRIP,
        [swap("data-checksum", lambda root: found(root, "orders-bar")[:2])],
        "has the checksum of another order",
    ),
    "a bar with colours swapped": (
        STRIP,
        [put("class", "orders-bar orders-right", "orders-bar")],
        "has the class orders-bar orders-right",
    ),
    "a bar of another outcome": (STRIP, [put("data-outcome", "✓", "orders-bar")], "says ✓"),
    "a bar that is short": (
        STRIP,
        [first_bar_short],
        "is short",
    ),
    "a bar with other words": (
        STRIP,
        [first_bar_says_nothing],
        "the title of a bar",
    ),
    "another number of bars": (
        STRIP,
        [put("data-orders", "60", "orders-strip")],
        "60 orders of 66",
    ),
    "another number in the caption": (
        STRIP,
        [say("orders-caption", "one order", "2 orders")],
        "the caption is",
    ),
    "the strip left out": (STRIP, [drop("orders-strip")], "0 strips"),
    "right bars first": (
        STRIP,
        [last_bar_first],
        "do not come first",
    ),
}


WATCHED = ['account["balance"]', "len(account)"]
FAULTS_OF_VALUES: dict[str, tuple[list[Change], str]] = {
    "another value": ([say("orders-label", "^0$", "1")], "is 0, drawn is ['1']"),
    "a value left out": ([drop("stage-value")], "values, drawn are"),
    "a value that begins late": (
        [
            lambda root: found(root, "stage-value")[1].set(
                "d", re.sub(r"H[\d.]+V", "H250V", found(root, "stage-value")[1].attrib["d"])
            )
        ],
        "drawn from 250",
    ),
    "rows exchanged": (
        [swap("y", lambda root: [t for t in found(root, "orders-label") if _is_row(t)])],
        "is called",
    ),
    "a row without its name": ([drop("orders-label", "balance")], "rows have a name"),
    "another value in words": ([say("desc", "is now 1", "is now 2")], "told is"),
    "a value that the legend leaves out": (
        [drop(words=" a value, from the step that changes it")],
        "the legend lacks",
    ),
}


def _is_row(text: ElementTree.Element) -> bool:
    return text.text in ("balance", "len(account)")


@pytest.mark.parametrize("fault", FAULTS_OF_VALUES)
def test_a_fault_in_the_values_of_orders_is_refused(fault: str) -> None:
    changes, said = FAULTS_OF_VALUES[fault]
    it = drawing.program("lock/lost_update")
    judged = judge(with_values(it, explore(it), WATCHED), {}, strict=False)
    picture = ElementTree.tostring(drawing.orders(judged), encoding="unicode")
    assert orders.complaints(ElementTree.fromstring(picture), judged) == []
    assert "is now 1." in describe_orders(judged)
    complaints = orders.complaints(ElementTree.fromstring(changed(picture, *changes)), judged)
    assert any(said in complaint for complaint in complaints), complaints


def test_an_exception_is_red_only_where_it_is_wrong() -> None:
    it = drawing.program("lock/cancelled_holder")
    every = explore(it, cancel=["Ada"])
    for verdict, names in (("right", {"orders-ended"}), ("wrong", {"orders-ended"})):
        judged = judge(every, dict.fromkeys(every.outcomes, verdict))
        assert orders.complaints(drawing.orders(judged), judged) == []
        drawn = ElementTree.tostring(drawing.orders(judged), encoding="unicode")
        assert set(re.findall("orders-(?:ended|failed)", drawn)) == names
    steps = (OrderStep("A", "begins\n", 1, "sleep"), OrderStep("A", "", 0, "", "ValueError"))
    failed = Orders("x.py", (Order(steps, "ValueError", "exception", (0,)),))
    for verdict, name in (("right", "ended"), ("wrong", "failed")):
        judged = judge(failed, {"ValueError": verdict})
        assert orders.complaints(drawing.orders(judged), judged) == []
        assert found(drawing.orders(judged), f"orders-{name}")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_a_picture_of_orders_is_refused(fault: str) -> None:
    name, changes, said = FAULTS[fault]
    judged = drawing.judged(name)
    picture = ElementTree.tostring(drawing.orders(judged), encoding="unicode")
    assert orders.complaints(ElementTree.fromstring(picture), judged) == []
    complaints = orders.complaints(ElementTree.fromstring(changed(picture, *changes)), judged)
    assert any(said in complaint for complaint in complaints), complaints
