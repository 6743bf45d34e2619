"""One order again, with all that a recording tells of it."""

from __future__ import annotations

from import_asyncio.choices import Choices
from import_asyncio.describe import describe
from import_asyncio.orders import Order
from import_asyncio.program import Program
from import_asyncio.record import record
from import_asyncio.recording import Recording


def retell(program: Program, order: Order) -> Recording:
    """Record the run of a program in which its answers arrive in that order."""
    return record(program, world=Choices(order.choices))


def how_it_ends(program: Program, order: Order) -> str:
    """Say how an order ends; of a deadlock, who holds what and who waits for it."""
    recording = retell(program, order)
    told = recording.transcript if order.ending == "exception" else describe(recording)
    return told.splitlines()[-1]
