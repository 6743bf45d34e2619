"""The values of expressions after each step of every order."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from import_asyncio.errors import GuideError
from import_asyncio.explore.arrivals import Arrivals
from import_asyncio.explore.executor import replays
from import_asyncio.explore.explore import LONGEST_RUN, Bounds
from import_asyncio.explore.trace import Trace, difference
from import_asyncio.orders import Order, Orders, OrderStep
from import_asyncio.program import Program
from import_asyncio.run.limits import watchdog
from import_asyncio.run.values import Values


def with_values(program: Program, orders: Orders, expressions: Sequence[str]) -> Orders:
    """Run each order of a program again, and add to its steps what some expressions then are.

    An expression that never has a value is left out, and the remarks say why. Raises ``GuideError``
    where one might have effects, and where an order is not the same as before.
    """
    if not expressions:
        return orders
    values = Values(expressions, program.filename)
    found = list(_valued(program, orders.orders, values))
    kept = [number for number, problem in enumerate(values.problems) if not problem]
    return replace(
        orders,
        orders=tuple(
            replace(order, steps=tuple(_only(step, kept) for step in order.steps))
            for order in found
        ),
        remarks=(*orders.remarks, *filter(None, values.problems)),
        expressions=tuple(values.expressions[number] for number in kept),
    )


def _valued(program: Program, orders: Sequence[Order], values: Values) -> Iterator[Order]:
    bounds = Bounds()
    with (
        watchdog(LONGEST_RUN) as dog,
        replays(program, most_turns=bounds.turns) as replay,
    ):
        for order in orders:
            dog.put_off()
            trace = ValuedTrace(program.filename, bounds.characters, values)
            replay(Arrivals(order.choices, cancel=order.cancel), trace)
            steps = trace.told()
            without = tuple(replace(step, values=()) for step in steps)
            if without != order.steps:
                raise GuideError(f"{program.filename}: {difference(order.steps, without)}")
            yield replace(order, steps=steps)


def _only(step: OrderStep, kept: Sequence[int]) -> OrderStep:
    return replace(step, values=tuple(step.values[number] for number in kept))


class ValuedTrace(Trace):
    """A trace that knows the values of expressions after each step."""

    def __init__(self, filename: str, most_characters: int, values: Values) -> None:
        super().__init__(filename, most_characters)
        self._values = values
        self._after: list[tuple[str, ...]] = []

    def step(self, place: int) -> OrderStep:
        """Return a step as a reader is told it."""
        return replace(super().step(place), values=self._after[place])

    def stepped(self, task: asyncio.Task[Any]) -> None:
        """Note the step that a task has just taken."""
        super().stepped(task)
        self._read()

    def struck(self, task: asyncio.Task[Any]) -> None:
        """Note that a task is cancelled from outside."""
        super().struck(task)
        self._read()

    def starts_at_once(self, task: asyncio.Task[Any], printed: int) -> None:
        """Note the first step of an eager task."""
        super().starts_at_once(task, printed)
        self._read()

    def outside(self, number: int) -> None:
        """Note what was printed outside of any task, if anything was."""
        super().outside(number)
        self._read()

    def _read(self) -> None:
        """Read the values after the steps that have none yet."""
        if new := len(self.steps) - len(self._after):
            tasks = [task for loop in self.loops for task in loop.tasks]
            self._after += [self._values.read(tasks)] * new
