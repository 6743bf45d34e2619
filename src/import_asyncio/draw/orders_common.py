"""What the orders that end alike have in common: whose answer came first."""

from __future__ import annotations

from collections import Counter

from import_asyncio.draw.orders_words import common_silence, lane_of
from import_asyncio.draw.text import head
from import_asyncio.verdicts import Judged, Verdict

MOST_NAMES = 4


def who_came_first(judged: Judged, verdict: Verdict) -> str:
    """Say of the orders with an outcome which task goes on first where all orders part."""
    begin = common_silence(judged.orders.orders)
    firsts = Counter(
        lane_of(order.steps[begin])
        for order in judged.orders.orders
        if order.outcome == verdict.outcome and len(order.steps) > begin
    )
    if len(firsts) <= 1:
        return "".join(f"In all of them {head(task)} comes first." for task in firsts)
    if len(firsts) > MOST_NAMES:
        return f"Each of {len(firsts)} tasks comes first in some of them."
    (task, count), *others = sorted(firsts.items(), key=lambda entry: (-entry[1], entry[0]))
    told = [f"{head(task)} comes first in {count} of them"]
    return ", ".join([*told, *(f"{head(other)} in {number}" for other, number in others)]) + "."
