"""Every order of a program: plain data, and JSON both ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import groupby, pairwise
from typing import Any
from zlib import crc32

from import_asyncio.address import address
from import_asyncio.errors import GuideError

SCHEMA = 3
LONGEST_SAID = 60
PRIMITIVES = ("lock", "event", "condition", "semaphore", "barrier", "queue")
TASKS = {
    "group": "its tasks",
    "tasks": "other tasks",
    "task": "another task",
    "start": "a task that starts at once",
}
WAITS_FOR = {
    "": "",
    "sleep": "an answer",
    "turn": "its next turn",
    "begin": "its first turn",
    "future": "a future",
    **{primitive: f"the {primitive}" for primitive in PRIMITIVES},
    **TASKS,
}


@dataclass(frozen=True, slots=True)
class OrderStep:
    """One step: of which task, what it printed, where it waits next and for what.

    ``line`` counts from 1; it is 0 where the task is done, where it waits in no line of the
    program, and where the step is no task's: then ``task`` is ``"module"`` or ``"callback"``.
    ``wait`` is a key of ``WAITS_FOR``, empty where the task does not wait. ``ended`` is the
    type of the exception in which it ended, if it did.

    A step that ``strikes`` a task is no task's: it is cancelled from outside. Then ``line`` and
    ``wait`` say where it stands; with ``"turn"`` it is about to go on.

    ``values`` are those of the ``expressions`` of its ``Orders`` after the step, as Python writes
    them; one is empty where its expression has none.
    """

    task: str
    printed: str
    line: int
    wait: str = ""
    ended: str = ""
    strikes: str = ""
    values: tuple[str, ...] = ()

    @classmethod
    def from_data(cls, fields: Sequence[Any]) -> OrderStep:
        """Make it from its fields, of which JSON has made lists."""
        step = cls(*fields)
        return replace(step, values=tuple(step.values))

    @property
    def waits_for(self) -> str:
        """What the task now waits for, in words; empty where it does not wait."""
        return WAITS_FOR[self.wait]

    @property
    def blocked(self) -> bool:
        """Whether the task now waits for a primitive."""
        return self.wait in PRIMITIVES

    @property
    def waits_for_tasks(self) -> bool:
        """Whether the task now waits for one or several others."""
        return self.wait in TASKS

    def __str__(self) -> str:
        said = self.printed.strip()
        said = said if len(said) <= LONGEST_SAID else f"{said[: LONGEST_SAID - 1]}…"
        words = f" printed {said!r} and" if said else ""
        if not self.wait:
            return f"{self.task}{words} was done"
        where = f"at line {self.line}" if self.line else "outside of the program"
        return f"{self.task}{words} stood {where}"


@dataclass(frozen=True, slots=True)
class Order:
    """One order: its steps, how it ends, and choices for ``Arrivals`` that lead to it.

    ``outcome`` is the last line printed, ``"deadlock"``, or the type of an exception; ``failure``
    is empty, ``"deadlock"`` or ``"exception"``. ``cancel`` names the tasks that are cancelled.
    """

    steps: tuple[OrderStep, ...]
    outcome: str
    failure: str
    choices: tuple[int, ...]
    cancel: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """What leads to it again, as a short string."""
        return address(self.choices, self.cancel)

    @property
    def switches(self) -> int:
        """How often another task goes on, a measure of how hard the order is to follow."""
        return sum(one.task != other.task for one, other in pairwise(self.steps))

    @property
    def checksum(self) -> str:
        """What a page keeps of the steps and the outcome, to know the order again."""
        steps = [(step.task, step.printed, step.line) for step in self.steps]
        return f"{crc32(repr((steps, self.outcome)).encode()):08x}"


class Limit(StrEnum):
    """What an exploration, or one run in it, may not exceed."""

    RUNS = "runs"
    SECONDS = "seconds"
    PATIENCE = "patience"
    SET = "set"
    TURNS = "turns"
    CHARACTERS = "characters"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Cut:
    """What cut an exploration short: a limit and its number, or the ``PATIENCE`` of the reader.

    The last three limits are those of one run, of which ``last_steps`` holds the end, and ``line``
    is where it was then, if a step was cut.
    """

    limit: Limit
    number: float = 0
    last_steps: tuple[OrderStep, ...] = ()
    line: int = 0

    def __str__(self) -> str:
        match self.limit:
            case Limit.RUNS:
                return f"there are more than {self.number} runs to try"
            case Limit.SECONDS:
                return f"it takes more than {self.number:g} s"
            case Limit.PATIENCE:
                return "it was interrupted"
            case Limit.SET:
                return f"of a set of {self.number} tasks only some orders were tried"
            case Limit.TURNS:
                what = f"the program is not done after {self.number} turns"
            case Limit.CHARACTERS:
                what = f"the program has printed more than {self.number} characters"
            case Limit.STEP:
                what = "the program is not done in time"
        where = f", at line {self.line}" if self.line else ""
        why = "; does a step loop without an `await`?" if self.limit is Limit.STEP else ""
        last = f"; its last steps: {self._told()}" if self.last_steps else ""
        return f"in one run {what}{where}{why}{last}"

    def _told(self) -> str:
        counted = [(words, len(list(same))) for words, same in groupby(map(str, self.last_steps))]
        return "; ".join(words if n == 1 else f"{words}, {n} times" for words, n in counted)


@dataclass(frozen=True)
class Orders:
    """Every order of one program, unless something ``cut`` the exploration short.

    With ``cancel`` it is every order in which the tasks of these names are cancelled.

    They are ``sampled`` where some were drawn at random. ``remarks`` are what a reader has to know
    to believe the rest. ``runs`` counts the runs of the program that it took. ``expressions`` are
    those that were watched, and have a value after some step.
    """

    filename: str
    orders: tuple[Order, ...]
    cut: Cut | None = None
    remarks: tuple[str, ...] = ()
    runs: int = 0
    sampled: bool = False
    cancel: tuple[str, ...] = ()
    expressions: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        """At how many points tasks are cancelled: after which of their steps, woken or not."""
        points = set()
        for order in self.orders:
            taken = Counter[str]()
            for step in order.steps:
                taken[step.task] += 1
                if step.strikes:
                    points.add((step.strikes, taken[step.strikes], step.wait == "turn"))
        return len(points)

    @property
    def complete(self) -> bool:
        """Whether every order is there."""
        return self.cut is None

    @property
    def why(self) -> str:
        """What kept the exploration from its end, in words."""
        return "" if self.cut is None else str(self.cut)

    @cached_property
    def outcomes(self) -> dict[str, int]:
        """The number of orders for each outcome, the most frequent first."""
        counts = Counter(order.outcome for order in self.orders)
        return dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))

    def refuse_none(self) -> None:
        """Raise ``GuideError`` where no order came to its end."""
        if not self.orders:
            raise GuideError(f"{self.filename}: no order came to its end: {self.why}")

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

    def calmest(self) -> Order:
        """Return the order in which tasks are least in one another's way."""
        return min(
            self.orders,
            key=lambda order: (sum(step.blocked for step in order.steps), order.switches),
        )

    def summary(self) -> dict[str, Any]:
        """Return what ``import-asyncio orders --json`` prints."""
        return {
            "orders": len(self.orders),
            "outcomes": self.outcomes,
            "complete": self.complete,
            "sampled": self.sampled,
            "why": self.why,
            "cancel": list(self.cancel),
            "points": self.points,
            "addresses": {
                outcome: [order.address for order in self.orders if order.outcome == outcome]
                for outcome in self.outcomes
            },
        }

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
            "steps": [list(astuple(step)) for step in steps],
            "orders": orders,
            "cut": None if self.cut is None else asdict(self.cut),
            "remarks": list(self.remarks),
            "runs": self.runs,
            "sampled": self.sampled,
            "cancel": list(self.cancel),
            "expressions": list(self.expressions),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Orders:
        """Make it from what ``to_data`` returned; raises ``GuideError`` for another schema."""
        if data.get("schema") != SCHEMA:
            raise GuideError(f"these orders have schema {data.get('schema')}, not {SCHEMA}")
        steps = [OrderStep.from_data(fields) for fields in data["steps"]]
        orders = tuple(
            Order(
                tuple(steps[index] for index in order["steps"]),
                order["outcome"],
                order["failure"],
                tuple(order["choices"]),
                tuple(data["cancel"]),
            )
            for order in data["orders"]
        )
        cut = None if data["cut"] is None else _cut(data["cut"])
        remarks = tuple(data["remarks"])
        cancel = tuple(data["cancel"])
        expressions = tuple(data["expressions"])
        runs, sampled = data["runs"], data["sampled"]
        return cls(data["filename"], orders, cut, remarks, runs, sampled, cancel, expressions)


def _cut(data: Mapping[str, Any]) -> Cut:
    steps = tuple(OrderStep.from_data(list(step.values())) for step in data["last_steps"])
    return Cut(Limit(data["limit"]), data["number"], steps, data["line"])


def _tasks(orders: Sequence[Order]) -> dict[str, None]:
    """Return the names of the tasks, by where they first occur."""
    return dict.fromkeys(step.task for order in orders for step in order.steps)
