"""One order again, with all that a recording or a run tells of it."""

from __future__ import annotations

from import_asyncio.explore.arrivals import Arrivals
from import_asyncio.orders import Order
from import_asyncio.program import Program
from import_asyncio.record.record import record
from import_asyncio.recording import Recording
from import_asyncio.run.runner import Run, run


def record_order(program: Program, order: Order) -> Recording:
    """Record the run of a program in which its answers arrive in that order."""
    return record(program, world=Arrivals(order.choices))


def repeat_order(program: Program, order: Order) -> Run:
    """Run a program so that its answers arrive in that order."""
    return run(program, world=Arrivals(order.choices))
