"""The world of one run that goes on along the path, and beyond it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from import_asyncio.errors import Stopped
from import_asyncio.explore.arrivals import Answer, Arrivals, Strike
from import_asyncio.explore.path import Path
from import_asyncio.explore.reduction import Choice, Reduction
from import_asyncio.explore.trace import Trace, difference
from import_asyncio.run.loop import StageLoop, Timer


class NotDeterministic(Stopped):
    """Two runs with the same choices went different ways."""


class Search(Arrivals):
    """A world, new for each run, that follows a path and begins new branches at its end.

    At a new branch nothing more arrives, if that is an option; the others are tried later. With a
    ``reduction``, those that would only repeat an order are dropped. With ``only_idle`` answers
    arrive one by one, and only while nothing is ready. ``before`` is the trace of the run before,
    to which this one must be the same along the path.
    """

    def __init__(
        self,
        path: Path[Choice],
        trace: Trace,
        before: Trace,
        reduction: Reduction | None = None,
        *,
        only_idle: bool = False,
        cancel: Sequence[str] = (),
    ) -> None:
        super().__init__(cancel=cancel)
        self.path = path
        self.trace = trace
        self._before = before
        self._reduction = reduction
        self._only_idle = only_idle
        self._spell: tuple[StageLoop | None, int] = (None, 0)
        self._pass: Choice | None = None
        self._arrived = False
        self._owes_deadline = False

    @property
    def picks(self) -> tuple[int, ...]:
        """What was picked at each choice."""
        return self.path.picks

    @property
    def arrivals(self) -> tuple[int, ...]:
        """What was picked among answers only."""
        return tuple(choice.picked for choice in self.path.branches if not choice.of_set)

    def end(self) -> None:
        """End a run; raises ``NotDeterministic`` where it did not come to the end of the path."""
        if self.place < len(self.path.branches):
            self._differs(self.path.branches[self.place])

    def add_timer(self, loop: StageLoop, timer: Timer) -> None:
        """Make a timer a pending answer; the time of a deadline was read from the clock."""
        super().add_timer(loop, timer)
        if not self.pending[-1].is_request:
            self.trace.clock_reads += 1

    def poll(self, loop: StageLoop, *, wait: bool) -> None:
        """Let answers arrive, and tell the reduction of the turn."""
        reduction = self._reduction
        if reduction is None:
            super().poll(loop, wait=wait)
            return
        spell = (loop, loop.spells)
        if spell != self._spell:
            self._spell = spell
            reduction.loop_begins()
        idle = wait and not any(answer.due for answer in self.pending)
        reduction.turn_begins(loop._ready, self.trace.clock_reads, idle=idle)
        self._pass = None
        self._arrived = False
        self._owes_deadline = False
        super().poll(loop, wait=wait)
        reduction.turn_ends(self._pass, arrived=self._arrived)

    def choose(self, answers: Sequence[Answer | Strike], must_arrive: bool) -> int:
        """Return the option that the path picks, or begin a new branch."""
        options = len(answers) + (not must_arrive)
        choice = self._next(options)
        if choice is None:
            fixed = self._only_idle and not must_arrive
            to_try = range(1) if fixed else range(self._owes_deadline, options)
            has_deadlines = not all(answer.is_request for answer in answers)
            mark = len(self.trace.steps)
            choice = self._begin(Choice(options, to_try, mark, has_deadlines=has_deadlines))
        if must_arrive:
            return choice.picked
        if choice.picked == 0:
            self._pass = choice
        elif not answers[choice.picked - 1].is_request:
            self._owes_deadline = False
        elif choice.only_before_deadline:
            self._owes_deadline = True
        return choice.picked

    def pick(self, options: int) -> int:
        """Return the option that the path picks of a set, or begin a new branch."""
        choice = self._next(options)
        if choice is None:
            mark = len(self.trace.steps)
            choice = self._begin(Choice(options, range(options), mark, of_set=True))
        return choice.picked

    def _next(self, options: int) -> Choice | None:
        """Return the next choice of the path, if there is one."""
        self.place += 1
        choices = self.path.branches
        if self.place > len(choices):
            return None
        choice = choices[self.place - 1]
        self._compare(choice, options)
        return choice

    def _begin(self, choice: Choice) -> Choice:
        """Begin a new branch, and pick the first option."""
        self.path.branches.append(choice)
        return choice

    def _arrive(self, answer: Answer | Strike) -> None:
        self._arrived = True
        super()._arrive(answer)

    def _compare(self, choice: Choice, options: int) -> None:
        """Check that the replay is at the same point as the run before."""
        if choice.options != options or choice.mark != len(self.trace.steps):
            self._differs(choice)
        is_last = self.place == len(self.path.branches)
        if is_last and self.trace.steps != self._before.steps[: choice.mark]:
            self._differs(choice)

    def _differs(self, choice: Choice) -> NoReturn:
        self.trace.name_tasks()
        before = self._before.told()[: choice.mark]
        now = self.trace.told()
        if before == now:
            raise NotDeterministic(
                f"two runs with the same choices differ after step {choice.mark}: "
                "not the same answers are awaited"
            )
        raise NotDeterministic(difference(before, now))
