"""Every order of a program, found by running it again and again.

The program is replayed from its start with a list of choices, depth first, like an odometer
(as Rust's loom does, https://github.com/tokio-rs/loom). Of the arrival orders that lead to one
and the same order only the simplest is run; ``search`` says which and why. That is partial-order
reduction (P. Godefroid, Partial-Order Methods for the Verification of Concurrent Systems, 1996)
for a machine of which one more thing is known: ready callbacks run first in, first out.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter  # the stage replaces the functions of the module

from import_asyncio.errors import GuideError, LimitReached, Refused
from import_asyncio.explore.arrivals import Arrivals
from import_asyncio.explore.executor import Outcome, Replay, replays
from import_asyncio.explore.search import NotDeterministic, Search
from import_asyncio.explore.trace import DONE, Trace, difference
from import_asyncio.orders import Order, Orders, OrderStep
from import_asyncio.program import Program
from import_asyncio.run.limits import TookTooLong, Watchdog, watchdog
from import_asyncio.run.loop import World

LONGEST_RUN = 5.0
VARIED = 12
WAITS_FOR = {
    "sleep": "an answer",
    "__sleep0": "its next turn",
    "Lock.acquire": "the lock",
    "Event.wait": "the event",
    "Condition.wait": "the condition",
    "Semaphore.acquire": "the semaphore",
    "Barrier": "the barrier",
    "Queue.get": "the queue",
    "Queue.put": "the queue",
    "Queue.join": "the queue",
    "TaskGroup.__aexit__": "its tasks",
    "TaskGroup._aexit": "its tasks",
    "_wait": "other tasks",
    "future": "a future",
    "tasks": "other tasks",
    "create_task": "a task that starts at once",
}

Progress = Callable[[int, int], object]
Key = tuple[tuple[tuple[str, str, int], ...], str]


@dataclass(frozen=True)
class Bounds:
    """How far an exploration may go: runs, turns in each, real seconds, characters in each.

    Of a run above ``turns`` or ``characters``, only the first choices are varied. Above one of
    the others the exploration ends.
    """

    runs: int = 20_000
    turns: int = 1_000
    seconds: float = 60.0
    characters: int = 20_000


def explore(
    program: Program,
    *,
    bounds: Bounds | None = None,
    merging: bool = True,
    only_idle: bool = False,
    progress: Progress = lambda runs, orders: None,
) -> Orders:
    """Find every order of a program, each with its outcome and choices that lead to it.

    With ``merging`` off every arrival order is run, which finds the same and takes far longer.
    With ``only_idle`` answers arrive one by one, and only while nothing is ready. ``progress``
    hears after each run how many runs and orders there are. Ctrl-C, in the main thread, ends the
    exploration and leaves what was found.

    Above a bound the result is not ``complete`` and says why. Raises ``GuideError`` for a
    program that cannot be explored: one that uses threads or sockets, that is for another
    Python, or whose runs differ although the choices are the same.
    """
    bounds = bounds or Bounds()
    if program.needs:
        raise GuideError(
            f"{program.filename}: it needs real {' and '.join(program.needs)}, "
            "which may answer between any two callbacks; its orders cannot be tried one by one"
        )
    if not program.runs_on():
        raise GuideError(f"{program.filename}: it requires Python {program.requires_python}")
    search = Search(program.filename, bounds.characters, merging=merging, only_idle=only_idle)
    found = Exploration(search)
    try:
        with (
            watchdog(LONGEST_RUN) as dog,
            _interruption() as interrupted,
            replays(program, most_turns=bounds.turns) as replay,
        ):
            try:
                why = found.go_on(replay, bounds, progress, interrupted, dog)
                if not why:
                    found.check_outcomes(replay, bounds)
            except (Exception, TookTooLong):
                if not dog.barked:
                    raise
                why = _last_steps(TookTooLong(), search)
    except NotDeterministic as problem:
        raise GuideError(
            f"{program.filename}: {problem.report}. The program is not deterministic: take away "
            "what reads the real clock, random numbers, ids, the order of a set, or what an "
            "earlier run left behind outside of the program"
        ) from None
    except Refused as problem:
        raise GuideError(
            f"{program.filename}: {problem.report}; its orders cannot be tried one by one"
        ) from None
    remarks = []
    if search.clock_line:
        remarks.append(
            f"line {search.clock_line} reads the clock; it stands still while orders are tried, "
            "because a sleep stands for a request of unknown length"
        )
    orders = tuple(found.orders.values())
    return Orders(program.filename, orders, not why, why, tuple(remarks), found.runs)


def run_order(program: Program, world: World, choices: Sequence[int] = ()) -> Order:
    """Run a program once on a world, and return the order that this is, with the ``choices``.

    Raises ``LimitReached`` where it does not end, and ``Refused`` where it cannot be tried.
    """
    bounds = Bounds()
    trace = Trace(program.filename, bounds.characters)
    with watchdog(LONGEST_RUN), replays(program, most_turns=bounds.turns) as replay:
        outcome = replay(world, trace)
    steps = [
        _step(*entry, reason) for entry, reason in zip(trace.named(), trace.reasons, strict=True)
    ]
    return Order(tuple(steps), outcome.name, outcome.failure, tuple(choices))


class Exploration:
    """What was found so far."""

    def __init__(self, search: Search) -> None:
        self.orders: dict[Key, Order] = {}
        self.runs = 0
        self._search = search
        self._known: dict[tuple[str, str, int, str], OrderStep] = {}

    def go_on(
        self,
        replay: Replay,
        bounds: Bounds,
        progress: Progress,
        interrupted: threading.Event,
        dog: Watchdog,
    ) -> str:
        """Run until every order was seen; return what kept it from that, if anything did."""
        end = perf_counter() + bounds.seconds
        search = self._search
        endless = ""
        while True:
            self.runs += 1
            search.begin()
            dog.put_off()
            try:
                outcome = replay(search, search.trace)
            except LimitReached as limit:
                if dog.barked:
                    raise
                endless = endless or _last_steps(limit, search)
                search.vary_only(VARIED)
            else:
                if dog.barked:
                    return _last_steps(TookTooLong(), search)
                search.end()
                self._keep(outcome, search.trace, tuple(choice.picked for choice in search.path))
            progress(self.runs, len(self.orders))
            if not search.advance():
                return endless
            if interrupted.is_set():
                return "it was interrupted"
            if self.runs >= bounds.runs:
                return endless or f"there are more than {bounds.runs} runs to try"
            if perf_counter() > end:
                return endless or f"it takes more than {bounds.seconds:g} s"

    def check_outcomes(self, replay: Replay, bounds: Bounds) -> None:
        """Run one order of each outcome once more; raises ``NotDeterministic`` if it is another."""
        first = {order.outcome: (key, order) for key, order in self.orders.items()}
        for key, order in first.values():
            trace = Trace(self._search.filename, bounds.characters)
            outcome = replay(Arrivals(order.choices), trace)
            steps, name = key
            before = (*steps, (name, "", 0))
            again = (*trace.named(), (outcome.name, "", 0))
            if again != before:
                raise NotDeterministic(difference(before, again))

    def _keep(self, outcome: Outcome, trace: Trace, choices: tuple[int, ...]) -> None:
        named = trace.named()
        key = named, outcome.name
        if key in self.orders:
            return
        known = self._known
        steps = []
        for entry, reason in zip(named, trace.reasons, strict=True):
            step = known.get((*entry, reason))
            if step is None:
                step = known[(*entry, reason)] = _step(*entry, reason)
            steps.append(step)
        self.orders[key] = Order(tuple(steps), outcome.name, outcome.failure, choices)


def _last_steps(limit: LimitReached, search: Search) -> str:
    return f"in one run {limit.report}; its last steps: {search.trace.last_steps()}"


def _step(task: str, printed: str, line: int, reason: str) -> OrderStep:
    if line == DONE:
        return OrderStep(task, printed, 0, ended=reason)
    return OrderStep(task, printed, max(line, 0), WAITS_FOR.get(reason, "another task"))


@contextlib.contextmanager
def _interruption() -> Iterator[threading.Event]:
    """Give an event that Ctrl-C sets; a second Ctrl-C raises ``KeyboardInterrupt``.

    While this handler is there, ``asyncio.run`` does not install its own.
    """
    interrupted = threading.Event()

    def interrupt(number: int, frame: object) -> None:
        if interrupted.is_set():
            raise KeyboardInterrupt
        interrupted.set()

    if threading.current_thread() is not threading.main_thread():
        yield interrupted
        return
    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield interrupted
    finally:
        signal.signal(signal.SIGINT, before)
