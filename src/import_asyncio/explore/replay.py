"""One order again, with all that a recording or a run tells of it."""

from __future__ import annotations

from collections.abc import Sequence

from import_asyncio.errors import GuideError, Stopped
from import_asyncio.explore.arrivals import Arrivals
from import_asyncio.explore.explore import run_order
from import_asyncio.orders import Order
from import_asyncio.program import Program
from import_asyncio.record.record import record
from import_asyncio.recording import Recording
from import_asyncio.run.runner import Run, run


def record_order(program: Program, order: Order, cancel: Sequence[str] = ()) -> Recording:
    """Record the run of a program in which its answers arrive in that order."""
    return record(program, world=Arrivals(order.choices, cancel=cancel))


def order_at(program: Program, choices: Sequence[int], cancel: Sequence[str] = ()) -> Order:
    """Run the order that choices lead to; raises ``GuideError`` where they fit no order."""
    world = Arrivals(choices, cancel=cancel)
    try:
        order = run_order(program, world, choices)
    except Stopped as stop:
        raise GuideError(f"{program.filename}: {stop.report}") from None
    if world.place < len(choices):
        raise GuideError(
            f"{program.filename}: of the {len(choices)} choices it takes only {world.place}; "
            "they belong to another program"
        )
    return order


def repeat_order(program: Program, order: Order, cancel: Sequence[str] = ()) -> Run:
    """Run a program so that its answers arrive in that order."""
    return run(program, world=Arrivals(order.choices, cancel=cancel))
