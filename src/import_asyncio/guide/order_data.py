"""What a page knows of all orders of a program, for a reader who decides what arrives next.

It is JSON in an element of its own; `web/src/game-play.js` reads it.
"""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from typing import Any

from import_asyncio.draw.orders_words import (
    WORD,
    common_silence,
    kind_of_wait,
    lane_of,
    steps_in_words,
    trimmed,
    words_of_box,
)
from import_asyncio.explore.causes import Cause, Causes
from import_asyncio.guide import parts
from import_asyncio.guide.order_tree import Move, Node, tree_of
from import_asyncio.guide.snippet import Snippet
from import_asyncio.orders import WAITS_FOR, Order
from import_asyncio.verdicts import Judged

MOST = 1000


def orders_data(it: Snippet, judged: Judged, causes: Causes) -> parts.Markup:
    """Return the element with the data of all orders of a snippet.

    It is no script, since the theme loses the attributes of one where it exchanges pages.
    """
    text = json.dumps(to_data(it, judged, causes), ensure_ascii=False, separators=(",", ":"))
    return parts.Markup(
        f'<div class="orders-data" hidden data-orders="{it.name}" '
        f'data-json="{html.escape(text)}"></div>'
    )


def to_data(it: Snippet, judged: Judged, causes: Causes) -> dict[str, Any]:
    """Return plain data for JSON: the tree of the orders, each distinct step in it once.

    Of more than ``MOST`` orders some are left out; ``orders`` counts them all. ``hidden`` is how
    many lines of the file stand before the first that the page shows.
    """
    kept = _kept(judged)
    orders = [judged.orders.orders[number] for number in kept]
    tasks = list(dict.fromkeys(lane_of(step) for order in orders for step in order.steps))
    outcomes = [verdict.outcome for verdict in judged.verdicts]
    writer = _Writer(tasks, outcomes)
    tree = writer.node(tree_of(orders, tuple(causes[number] for number in kept)))
    source = it.program.source.splitlines()
    lines = sorted({move.step.line for move in writer.numbers if move.step.line})
    waits = sorted({move.step.wait for move in writer.numbers if move.step.wait})
    shown = {lane_of(step) for steps in trimmed(judged).values() for step in steps}
    return {
        "name": it.name,
        "cancel": list(judged.orders.cancel),
        "tasks": tasks,
        "lanes": [tasks.index(task) for task in tasks if task in shown],
        "begin": common_silence(judged.orders.orders),
        "lines": {str(line): source[line - 1].strip() for line in lines},
        "hidden": source.index(it.program.shown.splitlines()[0]),
        "values": list(judged.orders.expressions),
        "waits": {wait: WAITS_FOR[wait] for wait in waits},
        "outcomes": [
            [one.outcome, one.sign, WORD[one.right], one.words, one.orders]
            for one in judged.verdicts
        ],
        "orders": len(judged.orders.orders),
        "wrong": _shortest_wrong(judged, orders, tasks),
        "moves": [_move(move, tasks) for move in writer.numbers],
        "tree": tree,
    }


class _Writer:
    """Writes a tree in which moves are numbers; ``numbers`` has that of each."""

    def __init__(self, tasks: Sequence[str], outcomes: Sequence[str]) -> None:
        self._tasks = tasks
        self._outcomes = outcomes
        self.numbers: dict[Move, int] = {}

    def node(self, node: Node) -> list[Any]:
        """Return moves, choices, the end of the order, and when it is chosen; empty ones left out.

        The end is a number of an outcome, an address and a checksum.
        """
        moves = [self.numbers.setdefault(move, len(self.numbers)) for move in node.moves]
        choices = [self.node(choice) for choice in sorted(node.choices, key=self._rank)]
        end = node.end and [
            self._outcomes.index(node.end.outcome),
            node.end.address,
            node.end.checksum,
        ]
        fields = [moves, choices, end, node.when]
        while not fields[-1]:
            fields.pop()
        return fields

    def _rank(self, choice: Node) -> tuple[bool, int, str]:
        """Answers come first, by task in order of creation; nothing that arrives comes last."""
        if not choice.moves:
            return True, len(self._tasks), ""
        move = choice.moves[0]
        return move.cause is Cause.READY, self._tasks.index(move.who), choice.when


def _move(move: Move, tasks: Sequence[str]) -> list[Any]:
    step = move.step
    return [
        tasks.index(move.who),
        move.cause.value,
        words_of_box(step),
        steps_in_words([step]),
        step.printed,
        step.line,
        kind_of_wait(step) if step.wait else "",
        step.wait,
        step.ended,
        list(step.values),
    ]


def _kept(judged: Judged) -> list[int]:
    """Return the numbers of the orders that the data has: all, or some with each outcome."""
    orders = judged.orders.orders
    share = -(-len(orders) // MOST)
    simplest = {orders.index(judged.orders.simplest(one.outcome)) for one in judged.verdicts}
    return sorted(simplest | set(range(0, len(orders), share)))


def _shortest_wrong(judged: Judged, orders: Sequence[Order], tasks: Sequence[str]) -> str:
    """Return the address of the order that goes wrong in the fewest steps; empty if none does.

    Of several it is the one in which the tasks that were created first go first.
    """
    wrong = [order for order in orders if judged.verdict(order).right is False]
    if not wrong:
        return ""
    shortest = min(
        wrong,
        key=lambda one: (len(one.steps), [tasks.index(lane_of(step)) for step in one.steps]),
    )
    return shortest.address
