"""What is told of a test of which some orders go wrong."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from import_asyncio.draw.orders_text import draw_steps
from import_asyncio.draw.prose import describe_end
from import_asyncio.draw.text import printable
from import_asyncio.explore.replay import record_order, repeat_order
from import_asyncio.orders import Order, Orders
from import_asyncio.testing.call import Call
from import_asyncio.verdicts import judge

PASSES = "passes"
WIDTH = 80


def counted(orders: Orders) -> str:
    """Say how many orders there are, and how many go wrong."""
    named = {one: "right" if one == PASSES else "wrong" for one in orders.outcomes}
    return judge(orders, named, strict=False).sentence()


def wrong_ones(orders: Orders) -> list[Order]:
    """Return the simplest order of each outcome that is wrong, the shortest first."""
    wrong = [orders.simplest(outcome) for outcome in orders.outcomes if outcome != PASSES]
    return sorted(wrong, key=lambda order: (order.switches, len(order.steps)))


def tell_wrong(call: Call, orders: Orders, order: Order) -> Iterator[str]:
    """Tell how many orders go wrong, and one of them step by step."""
    yield counted(orders)
    for outcome, number in orders.outcomes.items():
        yield f"  {'✓' if outcome == PASSES else '✗'} {number}  {outcome}"
    yield from (f"  note: {remark}" for remark in orders.remarks)
    yield ""
    yield f"The shortest that goes wrong, {order.address}:"
    yield from tell_one(call, order)


def tell_one(call: Call, order: Order) -> Iterator[str]:
    """Tell an order step by step, and how it ends."""
    yield from draw_steps(call.source, order.steps, WIDTH)
    yield ""
    if order.failure == "deadlock":
        words = printable(describe_end(record_order(call, order)))
        yield from textwrap.wrap(words, WIDTH)
        return
    seen = repeat_order(call, order)
    yield from seen.last_words.splitlines()
    if seen.line:
        yield f"at line {seen.line}: {call.source.splitlines()[seen.line - 1].strip()}"
