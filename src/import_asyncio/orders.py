"""Every order of a program, and the verdict of the page that names its outcomes."""

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
RIGHT, WRONG = "right", "wrong"


@dataclass(frozen=True, slots=True)
class Step:
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
    """One order: its steps, how it ends, and choices for ``Choices`` that lead to it.

    ``outcome`` is the last line printed, ``"deadlock"``, or the type of an exception; ``ending``
    is empty, ``"deadlock"`` or ``"exception"``.
    """

    steps: tuple[Step, ...]
    outcome: str
    ending: str
    choices: tuple[int, ...]

    @property
    def switches(self) -> int:
        """How often another task goes on, a measure of how hard the order is to follow."""
        return sum(one.task != other.task for one, other in pairwise(self.steps))

    @property
    def checksum(self) -> str:
        """What a page keeps of the steps and the outcome, to know the order again."""
        told = [(step.task, step.printed, step.line) for step in self.steps]
        return f"{crc32(repr((told, self.outcome)).encode()):08x}"


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
        steps: dict[Step, int] = {}
        orders = [
            {
                "steps": [steps.setdefault(step, len(steps)) for step in order.steps],
                "outcome": order.outcome,
                "ending": order.ending,
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
        steps = [Step(*fields) for fields in data["steps"]]
        orders = tuple(
            Order(
                tuple(steps[index] for index in order["steps"]),
                order["outcome"],
                order["ending"],
                tuple(order["choices"]),
            )
            for order in data["orders"]
        )
        why, remarks = data["why"], tuple(data["remarks"])
        return cls(data["filename"], orders, data["complete"], why, remarks, data["runs"])


def _tasks(orders: Sequence[Order]) -> dict[str, None]:
    """Return the names of the tasks, by where they first occur."""
    return dict.fromkeys(step.task for order in orders for step in order.steps)


@dataclass(frozen=True)
class Verdict:
    """What a page says of one outcome: whether it is right, and its words; and how often it is.

    ``right`` is ``None`` for an outcome that nobody has judged.
    """

    outcome: str
    right: bool | None
    words: str
    orders: int

    @property
    def sign(self) -> str:
        """A mark that carries the verdict without colour."""
        return {True: "✓", False: "✗", None: "?"}[self.right]


@dataclass(frozen=True)
class Judged:
    """Orders with a verdict for each outcome: wrong ones first, then by number of orders."""

    orders: Orders
    verdicts: tuple[Verdict, ...]

    @property
    def wrong(self) -> int:
        """The number of orders whose outcome is wrong."""
        return sum(verdict.orders for verdict in self.verdicts if verdict.right is False)

    def verdict(self, order: Order) -> Verdict:
        """Return the verdict on one order."""
        return next(one for one in self.verdicts if one.outcome == order.outcome)

    def sorted(self) -> list[Order]:
        """Return the orders, wrong ones first, in the order of the verdicts."""
        place = {verdict.outcome: number for number, verdict in enumerate(self.verdicts)}
        return sorted(self.orders.orders, key=lambda order: place[order.outcome])

    def sentence(self) -> str:
        """Say in one sentence how many orders there are, and how many go wrong."""
        total = len(self.orders.orders)
        orders = "1 order" if total == 1 else f"{total} orders"
        if not self.orders.complete:
            return f"Not all orders were tried: {self.orders.why}. Of {orders} so far, " + (
                f"{self.wrong} go wrong." if self.wrong else "none goes wrong."
            )
        if any(verdict.right is None for verdict in self.verdicts):
            outcomes = len(self.verdicts)
            return f"{orders[0].upper()}{orders[1:]}, " + (
                "and one outcome." if outcomes == 1 else f"and {outcomes} outcomes."
            )
        if not self.wrong:
            return (
                "There is 1 order, and it ends right."
                if total == 1
                else (f"All {orders} end right.")
            )
        if self.wrong == total:
            return (
                "There is 1 order, and it goes wrong."
                if total == 1
                else (f"All {orders} go wrong.")
            )
        return f"{self.wrong} of {orders} {'goes' if self.wrong == 1 else 'go'} wrong."


def judge(orders: Orders, named: Mapping[str, str], *, strict: bool = True) -> Judged:
    """Judge orders by the outcomes that a page names.

    ``named`` gives each outcome its verdict, a text that begins with ``right`` or ``wrong``
    (``"wrong: one deposit is lost"``). Raises ``GuideError`` for a verdict that does neither, and,
    if ``strict``, for an outcome that is not named, a named one that never happens, and orders
    that are not all there. Otherwise such outcomes are judged ``None``, or left out.
    """
    where = orders.filename
    for outcome, words in named.items():
        if words.split(":")[0].strip() not in (RIGHT, WRONG):
            raise GuideError(
                f'{where}: the outcome "{outcome}" is "{words}"; '
                f'begin with "{RIGHT}:" or "{WRONG}:"'
            )
    if strict:
        if not orders.complete:
            raise GuideError(f"{where}: not all orders were tried: {orders.why}")
        for outcome, count in orders.outcomes.items():
            if outcome not in named:
                raise GuideError(
                    f'{where}: {count} of {len(orders.orders)} orders end in "{outcome}", '
                    "which the page does not name; name it, and say whether it is right"
                )
        for outcome in named:
            if outcome not in orders.outcomes:
                happens = ", ".join(f'"{one}"' for one in orders.outcomes)
                raise GuideError(
                    f'{where}: no order ends in "{outcome}", which the page names; '
                    f"what happens is {happens}"
                )
    verdicts = [
        _verdict(outcome, named.get(outcome), count) for outcome, count in orders.outcomes.items()
    ]
    place = {False: 0, None: 1, True: 2}
    return Judged(orders, tuple(sorted(verdicts, key=lambda verdict: place[verdict.right])))


def _verdict(outcome: str, said: str | None, orders: int) -> Verdict:
    if said is None:
        return Verdict(outcome, None, "", orders)
    first, _, words = said.partition(":")
    return Verdict(outcome, first.strip() == RIGHT, words.strip(), orders)
