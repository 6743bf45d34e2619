"""One order again, with all that a recording or a run tells of it."""

from __future__ import annotations

from collections.abc import Sequence

from import_asyncio.address import read_address
from import_asyncio.errors import GuideError, Stopped
from import_asyncio.explore.arrivals import Arrivals
from import_asyncio.explore.explore import run_order
from import_asyncio.orders import Order
from import_asyncio.program import Program
from import_asyncio.record.record import record
from import_asyncio.recording import Recording
from import_asyncio.run.runner import Run, run


def record_order(program: Program, order: Order, values: Sequence[str] = ()) -> Recording:
    """Record the run of a program in which its answers arrive in that order."""
    world = Arrivals(order.choices, cancel=order.cancel)
    return record(program, world=world, values=values)


def order_at(program: Program, text: str) -> Order:
    """Run the order at an address; raises ``GuideError`` where there is none."""
    choices, cancel = read_address(text)
    world = Arrivals(choices, cancel=cancel)
    try:
        order = run_order(program, world, choices, cancel)
    except Stopped as stop:
        raise GuideError(f"{program.filename}: {stop.report}") from None
    if world.place < len(choices):
        raise GuideError(
            f"{program.filename}: of the {len(choices)} choices it takes only {world.place}; "
            "they belong to another program"
        )
    return order


def repeat_order(program: Program, order: Order) -> Run:
    """Run a program so that its answers arrive in that order."""
    return run(program, world=Arrivals(order.choices, cancel=order.cancel))
