"""Every order of a program: plain data, and JSON both ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any
from zlib import crc32

from import_asyncio.errors import GuideError

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class OrderStep:
    """One step: of which task, what it printed, where it waits next and for what.

    ``line`` counts from 1; it is 0 where the task is done, where it waits in no line of the
    program, and where the step is no task's: then ``task`` is ``"module"`` or ``"callback"``.
    ``waits_for`` is ``"an answer"``, ``"its next turn"``, a primitive (``"the lock"``), or
    ``"another task"`` and the like; it is empty where the task does not wait. ``ended`` is the
    type of the exception in which it ended, if it did.
    """

    task: str
    printed: str
    line: int
    waits_for: str = ""
    ended: str = ""

    @property
    def blocked(self) -> bool:
        """Whether the task now waits for a primitive."""
        return self.waits_for.startswith("the ")


@dataclass(frozen=True, slots=True)
class Order:
    """One order: its steps, how it ends, and choices for ``Arrivals`` that lead to it.

    ``outcome`` is the last line printed, ``"deadlock"``, or the type of an exception; ``failure``
    is empty, ``"deadlock"`` or ``"exception"``.
    """

    steps: tuple[OrderStep, ...]
    outcome: str
    failure: str
    choices: tuple[int, ...]

    @property
    def switches(self) -> int:
        """How often another task goes on, a measure of how hard the order is to follow."""
        return sum(one.task != other.task for one, other in pairwise(self.steps))

    @property
    def checksum(self) -> str:
        """What a page keeps of the steps and the outcome, to know the order again."""
        steps = [(step.task, step.printed, step.line) for step in self.steps]
        return f"{crc32(repr((steps, self.outcome)).encode()):08x}"


@dataclass(frozen=True)
class Orders:
    """Every order of one program; not every one unless ``complete``.

    ``why`` says what kept the exploration from its end. ``remarks`` are what a reader has to
    know to believe the rest. ``runs`` counts the runs of the program that it took.
    """

    filename: str
    orders: tuple[Order, ...]
    complete: bool
    why: str = ""
    remarks: tuple[str, ...] = ()
    runs: int = 0

    @cached_property
    def outcomes(self) -> dict[str, int]:
        """The number of orders for each outcome, the most frequent first."""
        counts = Counter(order.outcome for order in self.orders)
        return dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))

    def simplest(self, outcome: str) -> Order:
        """Return the order with that outcome that is easiest to follow.

        Tasks change seldom in it, it is short, and the tasks that were created first go first.
        """
        found = [order for order in self.orders if order.outcome == outcome]
        tasks = {task: number for number, task in enumerate(_tasks(found))}
        return min(
            found,
            key=lambda order: (
                order.switches,
                len(order.steps),
                [tasks[step.task] for step in order.steps],
            ),
        )

    def summary(self) -> dict[str, Any]:
        """Return what ``import-asyncio orders --json`` prints."""
        return {"orders": len(self.orders), "outcomes": self.outcomes, "complete": self.complete}

    def to_data(self) -> dict[str, Any]:
        """Return plain data for JSON; each distinct step is in it once, orders refer to steps."""
        steps: dict[OrderStep, int] = {}
        orders = [
            {
                "steps": [steps.setdefault(step, len(steps)) for step in order.steps],
                "outcome": order.outcome,
                "failure": order.failure,
                "choices": list(order.choices),
            }
            for order in self.orders
        ]
        return {
            "schema": SCHEMA,
            "filename": self.filename,
            "steps": [[s.task, s.printed, s.line, s.waits_for, s.ended] for s in steps],
            "orders": orders,
            "complete": self.complete,
            "why": self.why,
            "remarks": list(self.remarks),
            "runs": self.runs,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Orders:
        """Make it from what ``to_data`` returned; raises ``GuideError`` for another schema."""
        if data.get("schema") != SCHEMA:
            raise GuideError(f"these orders have schema {data.get('schema')}, not {SCHEMA}")
        steps = [OrderStep(*fields) for fields in data["steps"]]
        orders = tuple(
            Order(
                tuple(steps[index] for index in order["steps"]),
                order["outcome"],
                order["failure"],
                tuple(order["choices"]),
            )
            for order in data["orders"]
        )
        why, remarks = data["why"], tuple(data["remarks"])
        return cls(data["filename"], orders, data["complete"], why, remarks, data["runs"])


def _tasks(orders: Sequence[Order]) -> dict[str, None]:
    """Return the names of the tasks, by where they first occur."""
    return dict.fromkeys(step.task for order in orders for step in order.steps)
