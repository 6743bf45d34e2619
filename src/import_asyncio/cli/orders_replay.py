"""One order of a program again: told step by step, and drawn in the terminal."""

from __future__ import annotations

import sys

from import_asyncio.cli.orders_report import tell
from import_asyncio.draw.timeline_text import draw_text
from import_asyncio.explore.replay import order_at, record_order
from import_asyncio.program import Program


def replay(program: Program, address: str, width: int) -> int:
    """Run the order at an address, tell it and draw it; return 1 if it fails, else 0."""
    order = order_at(program, address)
    print(order.outcome)
    print("\n".join(tell(program, order, width)))
    drawn = (sys.stdout.encoding or "").lower().startswith("utf")
    print()
    sys.stdout.write(draw_text(record_order(program, order), colour=False, drawn=drawn))
    return int(bool(order.failure))
