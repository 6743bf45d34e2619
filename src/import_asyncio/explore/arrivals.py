"""A world in which each answer may arrive at any turn, replayed from a list of choices.

asyncio promises the order in which ready callbacks run, so that is never a choice. It cannot
promise when the outside world answers. What stands for an answer is a timer, of two
kinds, or a cancellation:

- a *request* is ``asyncio.sleep(n)``, n > 0: a wait of unknown length. Each may arrive at every
  turn, in any order, whatever its number of seconds.
- a *cancellation* is asked for from outside: of a task of a given name, once for each time that the
  name is given. It may come at every turn until the task is done.
- a *deadline* is every other timer: ``call_later``, ``call_at``, ``timeout``, ``wait_for``,
  ``wait(timeout=)``. It too may strike at every turn, before or after any request; but of two
  deadlines the one that is certainly earlier strikes first, as asyncio promises. That is so if it
  was set in the same turn or before, for an earlier time. Equal deadlines come in either order.

Nobody knows how long the requests took, so the clock tells how much time has passed at least: it
moves to the time of each deadline that strikes, and for ``time.sleep``. So what compares
``loop.time()`` with a deadline comes to an end, and deadlines that follow one another cannot all
strike before one that leaves them no time. A deadline that is due when it is set
(``call_later(0, ...)``) is no choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING, Any

from import_asyncio.errors import Refused
from import_asyncio.run.internals import ends_a_sleep

if TYPE_CHECKING:
    from import_asyncio.run.loop import StageLoop, Timer

MOST_ARRANGED = 4
SAMPLED = 8


class Answer:
    """A timer that has not arrived yet: when it was made, and of which kind it is."""

    __slots__ = ("due", "is_request", "loop", "timer", "turn")

    def __init__(self, loop: StageLoop, timer: Timer, now: float) -> None:
        self.loop = loop
        self.timer = timer
        self.turn = loop.turn
        self.is_request = ends_a_sleep(timer)
        self.due = not self.is_request and timer.when() <= now

    def certainly_before(self, other: Answer) -> bool:
        """Say whether asyncio promises that this deadline strikes before the other."""
        return self.turn <= other.turn and self.timer.when() < other.timer.when()


class Strike:
    """A cancellation that has not come yet, of a task of that name."""

    __slots__ = ("loop", "name")
    is_request = False

    def __init__(self, loop: StageLoop, name: str) -> None:
        self.loop = loop
        self.name = name


class Arrivals:
    """A world that takes what arrives, and when, from ``script``.

    The loop asks once a turn. While answers are pending, each number of the script picks one of
    the options: 0 lets nothing more arrive in this turn, n the n-th answer that may, in order
    of creation. Where the loop would stand still, something must arrive, and 0 is the first
    answer. A single option takes no number; after the end of the script every pick is 0. Where
    asyncio goes through a set, each number picks the next of its members that are left.

    ``cancel`` names the tasks that are cancelled, each as often as it is named.
    ``now`` is the virtual time in seconds. ``arranged`` says whether the order of a set was chosen,
    and ``largest_set`` is the size of the largest of which only some orders can be.
    Raises ``Refused`` where the script picks an option that is not there.
    """

    def __init__(self, script: Sequence[int] = (), *, cancel: Sequence[str] = ()) -> None:
        self.now = 0.0
        self.script = script
        self.place = 0
        self.arranged = False
        self.largest_set = 0
        self.pending: list[Answer] = []
        self._to_strike = list(cancel)

    def add_timer(self, loop: StageLoop, timer: Timer) -> None:
        """Make a timer of the loop a pending answer."""
        self.pending.append(Answer(loop, timer, self.now))

    def poll(self, loop: StageLoop, *, wait: bool) -> None:
        """Let the chosen answers arrive, in the chosen order; a deadlock if none ever will."""
        self.pending = [
            answer
            for answer in self.pending
            if not answer.timer.cancelled() and answer.loop is loop
        ]
        for answer in [answer for answer in self.pending if answer.due]:
            self._arrive(answer)
            wait = False
        while (self.pending or self._to_strike) and (answers := self._possible(loop)):
            option = self.choose(answers, wait) if len(answers) > wait else 0
            if not wait:
                if option == 0:
                    return
                option -= 1
            self._arrive(answers[option])
            wait = False
        if wait:
            loop.raise_deadlock()

    def arrange(self, members: Sequence[Any]) -> Sequence[Any]:
        """Choose the order of a set: of few members any, of many one of ``SAMPLED``."""
        self.arranged = True
        if len(members) > MOST_ARRANGED:
            self.largest_set = max(self.largest_set, len(members))
            option = self.pick(SAMPLED)
            order = list(members)
            if option:
                Random(option).shuffle(order)
            return order
        left = list(members)
        order = [left.pop(self.pick(len(left))) for _ in members[1:]]
        return order + left

    def choose(self, answers: Sequence[Answer | Strike], must_arrive: bool) -> int:
        """Return the option to take next, as the class says."""
        return self.pick(len(answers) + (not must_arrive))

    def pick(self, options: int) -> int:
        """Return the next number of the script."""
        option = self.script[self.place] if self.place < len(self.script) else 0
        if not 0 <= option < options:
            self.script = ()
            raise Refused(
                f"choice {self.place + 1} is {option}, but there are {options} options; "
                "the choices belong to another program"
            )
        self.place += 1
        return option

    def _possible(self, loop: StageLoop) -> Sequence[Answer | Strike]:
        possible = self.pending
        deadlines = [answer for answer in possible if not answer.is_request]
        if len(deadlines) > 1:
            possible = [
                answer
                for answer in possible
                if answer.is_request
                or not any(other.certainly_before(answer) for other in deadlines)
            ]
        return [*possible, *self._strikes(loop)] if self._to_strike else possible

    def _strikes(self, loop: StageLoop) -> list[Strike]:
        """Return the cancellations that may come now: a task may be created in this very turn."""
        strikes = []
        for name in dict.fromkeys(self._to_strike):
            tasks = loop.called(name)
            if not tasks or not all(task.done() for task in tasks):
                strikes.append(Strike(loop, name))
        return strikes

    def _arrive(self, answer: Answer | Strike) -> None:
        if isinstance(answer, Strike):
            self._to_strike.remove(answer.name)
            answer.loop.call_soon(answer.loop.strike, answer.name)
            return
        self.pending = [other for other in self.pending if other is not answer]
        if not answer.is_request:
            self.now = max(self.now, answer.timer.when())
        answer.timer._scheduled = False
        answer.loop._ready.append(answer.timer)
