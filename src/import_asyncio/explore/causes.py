"""What brings about each step of an order: an answer, the end of a time limit, or other steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum

from import_asyncio.errors import GuideError
from import_asyncio.explore.replay import record_order
from import_asyncio.orders import Order
from import_asyncio.program import Program
from import_asyncio.recording import Recording, Step, Wait

ANSWERS = ("sleep", "thread", "future")


class Cause(StrEnum):
    """What brings about a step; but for ``READY`` it comes from outside of the program."""

    READY = "ready"
    ANSWER = "answer"
    LIMIT = "limit"
    CANCEL = "cancel"
    CALLBACK = "callback"


Causes = tuple[tuple[Cause, ...], ...]


def causes_of(program: Program, orders: Sequence[Order]) -> Causes:
    """Record each order, and return what brings about each of its steps."""
    return tuple(tuple(_causes(program, order, record_order(program, order))) for order in orders)


def _causes(program: Program, order: Order, recording: Recording) -> Iterator[Cause]:
    """Tie each step of an order to that of its recording: the next one of the same task."""
    ended_by = {wait.end: wait for wait in recording.waits if wait.end is not None}
    steps: dict[str, list[int]] = {task.label: [] for task in recording.tasks}
    for number, step in enumerate(recording.steps):
        if step.task is not None:
            steps[recording.tasks[step.task].label].append(number)
    taken = Counter[str]()
    for told in order.steps:
        if told.strikes:
            yield Cause.CANCEL
        elif told.task == "callback":
            yield Cause.CALLBACK
        elif told.task == "module" or told.wait == "start":
            yield Cause.READY
        else:
            place = taken[told.task]
            taken[told.task] += 1
            if place >= len(steps[told.task]):
                raise GuideError(
                    f"{program.filename}: the recording of the order {order.address} lacks a step "
                    f"of {told.task}"
                )
            number = steps[told.task][place]
            yield _cause(recording, recording.steps[number], ended_by.get(number))


def _cause(recording: Recording, step: Step, wait: Wait | None) -> Cause:
    if step.struck is not None:
        struck = recording.cancellations[step.struck]
        by_timer = struck.cause == "timeout" and struck.by is None
        return Cause.LIMIT if by_timer else Cause.READY
    if wait is None or wait.kind == "turn" or wait.woken_by is not None:
        return Cause.READY
    return Cause.ANSWER if wait.kind in ANSWERS else Cause.LIMIT
