"""Orders in words, and the words of their pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from import_asyncio.draw.text import cells, head, short
from import_asyncio.draw.values import in_words
from import_asyncio.orders import Order, OrderStep
from import_asyncio.verdicts import Judged, Verdict

ONE_LINE, LONGEST, MOST_LINES = 12, 24, 3
WORD = {True: "right", False: "wrong", None: "not judged"}
CLASS = {True: "orders-right", False: "orders-wrong", None: "orders-open"}


def describe_orders(judged: Judged) -> str:
    """Say in words what the picture says: a line with the counts, and one for each outcome."""
    lines = [judged.sentence()]
    steps_of = trimmed(judged)
    for verdict in judged.verdicts:
        order = judged.orders.simplest(verdict.outcome)
        steps = steps_of[order]
        watched = judged.orders.expressions
        words = steps_in_words(steps, watched, values_before(judged, order))
        example = f"For example: {words}" if steps else "It takes one step."
        lines.append(f"{_ends(verdict, order, judged)} {example}")
    return "\n".join(lines)


def steps_in_words(
    steps: Sequence[OrderStep], expressions: Sequence[str] = (), before: Sequence[str] = ()
) -> str:
    """Say what is done in each step, and where what is watched is no longer as ``before``."""
    said = []
    for step in steps:
        said.append(f"{_in_words(step)}.")
        said += [
            in_words(expression, value)
            for expression, value, old in zip(expressions, step.values, before, strict=False)
            if value and value != old
        ]
        before = step.values
    return " ".join(said)


def values_before(judged: Judged, order: Order) -> tuple[str, ...]:
    """Return what is watched in an order before the first step that is worth a picture."""
    begin = common_silence(judged.orders.orders)
    if begin:
        return order.steps[begin - 1].values
    return ("",) * len(judged.orders.expressions)


def count(verdict: Verdict, judged: Judged) -> str:
    """Say how many orders have an outcome, of how many if that is known."""
    total = len(judged.orders.orders)
    return f"{verdict.orders} of {total}" if judged.orders.complete else f"{verdict.orders}"


def trimmed(judged: Judged) -> dict[Order, tuple[OrderStep, ...]]:
    """Return the steps of each order that are worth a picture.

    Left out are the silent steps with which every order begins, silent steps of main with which
    every order ends, and the last one where it only prints the outcome. A deadlock keeps its end:
    there stands what each task waits for.
    """
    orders = judged.orders.orders
    begin = common_silence(orders)
    result = {}
    for order in orders:
        steps = order.steps[begin:]
        if steps and not order.failure and steps[-1].printed.strip() == order.outcome:
            steps = steps[:-1]
        result[order] = steps
    end = 0
    while all(
        order.failure != "deadlock"
        and len(steps) > end
        and not steps[-1 - end].printed
        and not steps[-1 - end].blocked
        and steps[-1 - end].task == next(iter(result.values()))[-1 - end].task == "main"
        for order, steps in result.items()
    ):
        end += 1
    return {order: steps[: len(steps) - end] for order, steps in result.items()}


def common_silence(orders: Sequence[Order]) -> int:
    """Return with how many silent steps every order begins; of a lone order, how many begin a task.

    What all orders have in common tells nothing of them. A lone order has nothing but itself.
    """
    begin = 0
    while all(
        len(order.steps) > begin
        and order.steps[begin] == orders[0].steps[begin]
        and not order.steps[begin].strikes
        and not order.steps[begin].printed
        for order in orders
    ):
        step, before = orders[0].steps[begin], orders[0].steps[:begin]
        if len(orders) == 1 and step.task in {other.task for other in before}:
            break
        begin += 1
    return begin


def lane_of(step: OrderStep) -> str:
    """Return the task that takes a step, or the one that is cancelled."""
    return step.strikes or step.task


def kind_of_wait(step: OrderStep) -> str:
    """Return what a task waits for after a step: an answer, a turn, tasks, or what it lacks.

    That is ``"answer"``, ``"turn"``, ``"tasks"`` or ``"blocked"``: by a primitive or a future.
    A task that is cancelled has its next turn soon, whatever it waited for.
    """
    if step.strikes or step.wait in ("turn", "begin"):
        return "turn"
    if step.waits_for_tasks:
        return "tasks"
    return "answer" if step.wait == "sleep" else "blocked"


def own_words(step: OrderStep) -> list[str]:
    """Return the lines that a step printed, each without the name of its task before it."""
    name = re.compile(rf"^{re.escape(step.task)}[: ]+(?=\S)")
    return [name.sub("", line) for line in _printed(step)]


def words_of_box(step: OrderStep) -> list[str]:
    """Return what stands in the box of a step, line by line; nothing for a silent step."""
    lines = own_words(step)
    if step.ended and not any(step.ended in line for line in lines):
        lines.append(step.ended)
    lines = broken(lines[0]) if len(lines) == 1 else lines
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], "…"]
    return [short(line, LONGEST) for line in lines]


def broken(words: str) -> list[str]:
    """Break words that are long for a box into two lines of about one length."""
    if cells(words) <= ONE_LINE:
        return [words]
    gaps = [gap.span() for gap in re.finditer(r"\s+", words)]
    lines = [[words[:end], words[begin:]] for end, begin in reversed(gaps)]
    return min(lines, key=lambda two: max(map(cells, two)), default=[words])


def _printed(step: OrderStep) -> list[str]:
    return [head(line.strip()) for line in step.printed.strip().splitlines()]


def _ends(verdict: Verdict, order: Order, judged: Judged) -> str:
    total = len(judged.orders.orders) if judged.orders.complete else verdict.orders
    orders = "order" if total == 1 else "orders"
    end = "ends" if verdict.orders == 1 else "end"
    outcome = head(verdict.outcome)
    outcome = {"": f"“{outcome}”", "deadlock": "a deadlock"}.get(order.failure, outcome)
    words = f": {verdict.words}" if verdict.words else ""
    return (
        f"{count(verdict, judged)} {orders} {end} in {outcome}, "
        f"which is {WORD[verdict.right]}{words}."
    )


def _in_words(step: OrderStep) -> str:
    if step.strikes:
        return f"{step.strikes} is cancelled"
    said = [f"“{line}”" for line in _printed(step)]
    does = f"prints {', '.join(said)}" if said else "goes on"
    if step.ended:
        return f"{step.task} {does} and ends in {step.ended}"
    if step.wait and kind_of_wait(step) == "blocked":
        return f"{step.task} {does} and waits for {step.waits_for}"
    return f"{step.task} {does}"
