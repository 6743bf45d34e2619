"""Every order of a program, found by running it again and again.

The program is replayed from its start with a list of choices, depth first (``path``), each time
in a new world (``search``). Of the arrival orders that lead to one and the same order only the
simplest is run; ``reduction`` says which and why. That is partial-order reduction (P. Godefroid,
Partial-Order Methods for the Verification of Concurrent Systems, 1996) for a machine of which one
more thing is known: ready callbacks run first in, first out.
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
from import_asyncio.explore.path import Path
from import_asyncio.explore.reduction import Choice, Reduction
from import_asyncio.explore.sample import Sample, samples
from import_asyncio.explore.search import NotDeterministic, Search
from import_asyncio.explore.trace import Named, Trace, difference
from import_asyncio.labels import several
from import_asyncio.orders import Cut, Limit, Order, Orders, OrderStep
from import_asyncio.program import Program
from import_asyncio.run.limits import TookTooLong, Watchdog, watchdog
from import_asyncio.run.loop import World

LONGEST_RUN = 5.0
VARIED = 12
DEPTH_FIRST = 0.5
MOST_REPEATED = 20
MOST_OUTCOMES = 4

Progress = Callable[[int, int], object]
Key = tuple[tuple[Named, ...], str, tuple[str, ...]]


@dataclass(frozen=True)
class Bounds:
    """How far an exploration may go: runs, turns in each, real seconds, characters in each.

    Of a run above ``turns`` or ``characters``, only the first choices are varied. Above one of
    the others the exploration ends. Where half of them is used up before all orders were
    seen, it draws orders at random, beginning with ``seed``, for the other half.
    """

    runs: int = 40_000
    turns: int = 1_000
    seconds: float = 60.0
    characters: int = 20_000
    seed: int = 0


def explore(
    program: Program,
    *,
    bounds: Bounds | None = None,
    merging: bool = True,
    only_idle: bool = False,
    cancel: Sequence[str] = (),
    progress: Progress = lambda runs, orders: None,
) -> Orders:
    """Find every order of a program, each with its outcome and choices that lead to it.

    With ``merging`` off every arrival order is run, which finds the same and takes far longer.
    With ``only_idle`` answers arrive one by one, and only while nothing is ready. With ``cancel``
    tasks of these names are cancelled, at every point, and only such orders are kept. ``progress``
    hears after each run how many runs and orders there are. Ctrl-C, in the main thread, ends the
    exploration and leaves what was found.

    Above a bound the result is not ``complete`` and says why. Raises ``GuideError`` for a
    program that cannot be explored: one that uses threads or sockets, that is for another
    Python, or whose runs differ although the choices are the same.
    """
    if program.is_test:
        raise GuideError(f"{program.filename}: it is a file of tests; run it with pytest")
    if program.needs:
        raise GuideError(
            f"{program.filename}: it needs real {' and '.join(program.needs)}, "
            "which may answer between any two callbacks; its orders cannot be tried one by one"
        )
    if not program.runs_on():
        raise GuideError(f"{program.filename}: it requires Python {program.requires_python}")
    found = Exploration(
        program, bounds or Bounds(), merging=merging, only_idle=only_idle, cancel=cancel
    )
    try:
        found.go_on(progress)
    except NotDeterministic as problem:
        raise GuideError(
            f"{program.filename}: {problem.report}. The program is not deterministic: take away "
            "what reads the real clock, random numbers, ids, the order of a set, or what an "
            "earlier run left behind outside of the program"
        ) from None
    except Refused as problem:
        raise GuideError(
            f"{program.filename}: {problem.report}{found.where_it_stopped()}; "
            "its orders cannot be tried one by one"
        ) from None
    return found.result()


def run_order(
    program: Program, world: World, choices: Sequence[int] = (), cancel: Sequence[str] = ()
) -> Order:
    """Run a program once on a world, and return the order, with what led the world to it.

    Raises ``LimitReached`` where it does not end, and ``Refused`` where it cannot be tried.
    """
    bounds = Bounds()
    trace = Trace(program.filename, bounds.characters)
    with watchdog(LONGEST_RUN), replays(program, most_turns=bounds.turns) as replay:
        outcome = replay(world, trace)
    return Order(trace.told(), outcome.name, outcome.failure, tuple(choices), tuple(cancel))


class Exploration:
    """An exploration of one program: the path that it is on, and what was found so far."""

    def __init__(
        self,
        program: Program,
        bounds: Bounds,
        *,
        merging: bool,
        only_idle: bool,
        cancel: Sequence[str],
    ) -> None:
        self.cancel = tuple(cancel)
        self._names: dict[str, None] = {}
        self.program = program
        self.bounds = bounds
        self.orders: dict[Key, Order] = {}
        self.runs = 0
        self._merging = merging
        self._only_idle = only_idle
        self._share = DEPTH_FIRST if merging and not only_idle else 1.0
        self._sampled = False
        self._path = Path[Choice]()
        self._trace = self._new_trace()
        self._clock_line = 0
        self._remarks: dict[str, None] = {}
        self._cut: Cut | None = None
        self._known: dict[tuple[Named, str], OrderStep] = {}
        self._by_arrivals: dict[tuple[int, ...], set[str]] = {}

    def go_on(self, progress: Progress) -> None:
        """Run until every order was seen, or a bound is reached.

        Then run one order of each outcome once more, to see whether it is the same.
        """
        with (
            watchdog(LONGEST_RUN) as dog,
            _interruption() as interrupted,
            replays(self.program, most_turns=self.bounds.turns) as replay,
        ):
            try:
                for _ in self._all_runs(replay, dog, interrupted):
                    progress(self.runs, len(self.orders))
                if self._cut is None or self._sampled:
                    self._check_outcomes(replay, dog)
            except (Exception, TookTooLong):
                if not dog.barked:
                    raise
                self._cut = self._cut_in_a_run(Limit.STEP)

    def where_it_stopped(self) -> str:
        """Say at which line the last run was stopped, if at one."""
        line = self._trace.stopped_at
        if not line:
            return ""
        return f", at line {line}: `{self.program.source.splitlines()[line - 1].strip()}`"

    def result(self) -> Orders:
        """Return what was found; raises ``GuideError`` where no task has the name to cancel."""
        if self.cancel and not self.orders and self._cut is None:
            raise GuideError(
                f"{self.program.filename}: no task is called {' or '.join(self.cancel)}; "
                f"there are {', '.join(self._names)}"
            )
        remarks = []
        if self._clock_line:
            remarks.append(
                f"line {self._clock_line} reads the clock; while orders are tried it moves only "
                "where a deadline strikes, because a sleep stands for a request of unknown length"
            )
        remarks += self._remarks
        outcomes = [found for found in self._by_arrivals.values() if len(found) > 1]
        if outcomes:
            quoted = [f'"{outcome}"' for outcome in sorted(set().union(*outcomes))]
            remarks.append(
                "how it ends depends on the order in which asyncio goes through a set of tasks, "
                f"which nobody promises: {several(quoted, MOST_OUTCOMES, 'outcomes')}"
            )
        orders = list(self.orders.values())
        if self._sampled:
            orders.sort(key=lambda order: (order.switches, len(order.steps)))
        return Orders(
            self.program.filename,
            tuple(orders),
            self._cut,
            tuple(remarks),
            self.runs,
            sampled=self._sampled or (self._cut is not None and self._cut.limit is Limit.SET),
            cancel=self.cancel,
        )

    def _all_runs(
        self, replay: Replay, dog: Watchdog, interrupted: threading.Event
    ) -> Iterator[None]:
        """Run along one path after the other, then at random, and give way after each run."""
        begin = perf_counter()
        while self._run(replay, dog, self._search()):
            yield
            if not self._path.advance():
                return
            if cut := self._reached(self._share, begin, interrupted):
                self._cut = self._cut or cut
                break
        for world in samples(self.bounds.seed, self.cancel):
            if self._reached(1, begin, interrupted) or not self._run(replay, dog, world):
                return
            self._sampled = True
            yield

    def _reached(self, share: float, begin: float, interrupted: threading.Event) -> Cut | None:
        """Say what is reached: a bound, of which only a share may be used, or an interruption."""
        if interrupted.is_set():
            return Cut(Limit.PATIENCE)
        if self.runs >= max(1, self.bounds.runs * share):
            return Cut(Limit.RUNS, self.bounds.runs)
        if perf_counter() - begin > self.bounds.seconds * share:
            return Cut(Limit.SECONDS, self.bounds.seconds)
        return None

    def _search(self) -> Search:
        reduction = Reduction() if self._merging else None
        trace = self._new_trace()
        return Search(
            self._path,
            trace,
            self._trace,
            reduction,
            only_idle=self._only_idle,
            cancel=self.cancel,
        )

    def _run(self, replay: Replay, dog: Watchdog, world: Search | Sample) -> bool:
        """Run once in a world, and keep the order that this is; say whether to go on."""
        dog.put_off()
        self.runs += 1
        self._trace = world.trace if isinstance(world, Search) else self._new_trace()
        try:
            outcome = replay(world, self._trace)
        except LimitReached:
            if dog.barked:
                raise
            characters = self._trace.words.left < 0
            limit = Limit.CHARACTERS if characters else Limit.TURNS
            self._cut = self._cut or self._cut_in_a_run(limit)
            self._path.vary_only(VARIED)
        else:
            if dog.barked:
                self._cut = self._cut_in_a_run(Limit.STEP)
                return False
            world.end()
            if self._trace.struck_tasks or not self.cancel:
                self._keep(outcome, world)
            else:
                self._names |= dict.fromkeys(self._trace.task_names())
        if world.largest_set and self._cut is None:
            self._cut = Cut(Limit.SET, world.largest_set)
        self._clock_line = self._trace.clock_line or self._clock_line
        self._remarks |= dict.fromkeys(self._trace.remarks)
        return True

    def _keep(self, outcome: Outcome, world: Search | Sample) -> None:
        if world.arranged:
            self._by_arrivals.setdefault(world.arrivals, set()).add(outcome.name)
        named = self._trace.named()
        key = named, outcome.name, tuple(self._trace.reasons) if self.cancel else ()
        if key in self.orders:
            return
        known = self._known
        steps = []
        for place, entry in enumerate(zip(named, self._trace.reasons, strict=True)):
            step = known.get(entry)
            if step is None:
                step = known[entry] = self._trace.step(place)
            steps.append(step)
        self.orders[key] = Order(
            tuple(steps), outcome.name, outcome.failure, world.picks, self.cancel
        )

    def _check_outcomes(self, replay: Replay, dog: Watchdog) -> None:
        """Run one order of each outcome once more; raises ``NotDeterministic`` if it is another."""
        chosen = {order.outcome: order for order in self.orders.values()}
        for order in list(chosen.values())[: MOST_REPEATED if self._sampled else None]:
            dog.put_off()
            trace = self._new_trace()
            outcome = replay(Arrivals(order.choices, cancel=order.cancel), trace)
            before = (*order.steps, OrderStep(order.outcome, "", 0))
            again = (*trace.told(), OrderStep(outcome.name, "", 0))
            if again != before:
                raise NotDeterministic(difference(before, again))

    def _cut_in_a_run(self, limit: Limit) -> Cut:
        number = {Limit.TURNS: self.bounds.turns, Limit.CHARACTERS: self.bounds.characters}
        line = 0 if limit is Limit.TURNS else self._trace.stopped_at
        return Cut(limit, number.get(limit, LONGEST_RUN), self._trace.last_steps(), line)

    def _new_trace(self) -> Trace:
        return Trace(self.program.filename, self.bounds.characters)


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
