"""One order again, with all that a recording tells of it."""

from __future__ import annotations

import re

from import_asyncio.draw.prose import describe_recording
from import_asyncio.explore.arrivals import Arrivals
from import_asyncio.orders import Order
from import_asyncio.program import Program
from import_asyncio.record.record import record
from import_asyncio.recording import Recording
from import_asyncio.run.runner import run


def record_order(program: Program, order: Order) -> Recording:
    """Record the run of a program in which its answers arrive in that order."""
    return record(program, world=Arrivals(order.choices))


def how_it_ends(program: Program, order: Order) -> str:
    """Say how an order ends: of a deadlock who holds what and who waits for it, else where."""
    if order.failure == "deadlock":
        return describe_recording(record_order(program, order)).splitlines()[-1]
    seen = run(program, world=Arrivals(order.choices))
    lines = re.findall(rf'File "{re.escape(program.filename)}", line (\d+)', seen.traceback)
    if not lines:
        return seen.last_words
    code = program.source.splitlines()[int(lines[-1]) - 1].strip()
    return f"{seen.last_words}, at line {lines[-1]}: `{code}`"
