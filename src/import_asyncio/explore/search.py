"""The way through all choices, depth first, that runs each order once."""

from __future__ import annotations

import asyncio
import sys
from asyncio import tasks
from collections.abc import Sequence
from types import CodeType
from typing import NoReturn

from import_asyncio.errors import Stopped
from import_asyncio.explore.arrivals import Answer, Arrivals
from import_asyncio.explore.trace import Trace, difference
from import_asyncio.run.loop import StageLoop


class NotDeterministic(Stopped):
    """Two runs with the same choices went different ways."""


def _inner(function: object, name: str) -> CodeType:
    """Return the code of a function that is defined inside another."""
    constants = function.__code__.co_consts  # type: ignore[attr-defined]
    found: CodeType = next(code for code in constants if getattr(code, "co_name", "") == name)
    return found


GATHERED = _inner(asyncio.gather, "_done_callback")
WAITED = _inner(tasks._wait, "_on_completion")  # type: ignore[attr-defined]


def is_chore(handle: asyncio.Handle) -> bool:
    """Say whether a callback only noted, for asyncio, that one of several tasks is done.

    Asked after it has run, and only where it made nothing ready.
    """
    callback = handle._callback  # type: ignore[attr-defined]
    if callback is None:
        return True
    if getattr(callback, "__func__", None) is asyncio.TaskGroup._on_task_done:
        task = handle._args[0]
        return not task.cancelled() and task._exception is None
    code = getattr(callback, "__code__", None)
    if code is GATHERED:
        cells = dict(zip(callback.__code__.co_freevars, callback.__closure__, strict=True))
        return not cells["outer"].cell_contents.done()
    return code is WAITED


class Choice:
    """One choice on the path: its options, the one picked, those left to try.

    ``steps`` is the length of the trace at that point; ``has_deadlines`` says whether a deadline
    is among the options. A request may be ``only_before_deadline``: one must follow in its turn.
    """

    __slots__ = ("has_deadlines", "left", "only_before_deadline", "options", "picked", "steps")

    def __init__(
        self, options: int, to_try: Sequence[int], has_deadlines: bool, steps: int
    ) -> None:
        self.options = options
        self.picked, *self.left = to_try
        self.has_deadlines = has_deadlines
        self.only_before_deadline = False
        self.steps = steps


class Search(Arrivals):
    """A world that walks through all choices, depth first, a path for each run.

    At a new choice nothing more arrives, if that is an option; the others are tried later. They
    are dropped where they would only repeat an order. Let an answer arrive in turn t, while
    callbacks are ready that make others ready, which run in turn t+1. The answer itself wakes
    its task at the end of turn t, and the task steps at the end of turn t+1. Had the answer
    arrived in turn t+1, the task would step in turn t+2, after all that was made ready in
    turn t+1. So if nothing was, the two are one order. And it is known by the time: the run in
    which nothing arrives in either turn is idle in turn t+2.

    A deadline does something by itself (it cancels, or calls the program), at the end of turn t,
    and then it matters what arrived before it in that turn. An answer that arrives before a
    deadline in turn t is another order, unless nothing runs in turn t+1, which then is idle.

    The same holds where all that runs are asyncio's own notes that one of several tasks is
    done, and which make nothing ready: a *chore*. They commute with everything.
    """

    def __init__(
        self,
        filename: str,
        most_characters: int,
        *,
        merging: bool = True,
        only_idle: bool = False,
    ) -> None:
        self.filename = filename
        self.clock_line = 0
        self.path: list[Choice] = []
        self.trace = Trace(filename, most_characters)
        self._most_characters = most_characters
        self._merging = merging
        self._only_idle = only_idle
        self.begin()

    def begin(self) -> None:
        """Begin a run that replays the path."""
        super().__init__()
        self._before = self.trace
        self.trace = Trace(self.filename, self._most_characters)
        self._loop: StageLoop | None = None
        self._passed: tuple[Choice | None, ...] = (None, None, None)
        self._pass: Choice | None = None
        self._arrived = False
        self._owes_deadline = False
        self._was_ready: tuple[asyncio.Handle, ...] = ()

    def end(self) -> None:
        """End a run; raises ``NotDeterministic`` where it did not come to the end of the path."""
        if self.place < len(self.path):
            self._differs(self.path[self.place])

    def advance(self) -> bool:
        """Go on to the next path; say whether there is one."""
        while self.path:
            if self.path[-1].left:
                self.path[-1].picked = self.path[-1].left.pop(0)
                return True
            self.path.pop()
        return False

    def vary_only(self, first: int) -> None:
        """Try no other options but of the first choices: the run would not end."""
        for choice in self.path[first:]:
            choice.left.clear()

    @property
    def now(self) -> float:
        """The virtual time; that the program itself asks for it is noted."""
        frame = sys._getframe(2)
        if frame.f_code.co_filename == self.filename:
            self.clock_line = frame.f_lineno
        return self._now

    @now.setter
    def now(self, seconds: float) -> None:
        self._now = seconds

    def poll(self, loop: StageLoop, *, wait: bool) -> None:
        """Go on along the path, and beyond it."""
        if loop is not self._loop:
            self._loop = loop
            self._passed = (None, None, None)
        if wait and not any(answer.due for answer in self.pending):
            self._drop_repeats()
        self._was_ready = tuple(loop._ready)
        self._pass = None
        self._arrived = False
        self._owes_deadline = False
        super().poll(loop, wait=wait)
        before = (None, None) if self._arrived else self._passed[1:]
        self._passed = (*before, self._pass)

    def choose(self, answers: Sequence[Answer], must_arrive: bool) -> int:
        """Return the option of the path, or begin a new choice."""
        options = len(answers) + (not must_arrive)
        if self.place < len(self.path):
            choice = self.path[self.place]
            self._compare(choice, options)
        else:
            fixed = self._only_idle and not must_arrive
            to_try = range(1) if fixed else range(self._owes_deadline, options)
            has_deadlines = not all(answer.is_request for answer in answers)
            choice = Choice(options, to_try, has_deadlines, len(self.trace.steps))
            self.path.append(choice)
        self.place += 1
        if must_arrive:
            return choice.picked
        if choice.picked == 0:
            self._pass = choice
        elif not answers[choice.picked - 1].is_request:
            self._owes_deadline = False
        elif choice.only_before_deadline:
            self._owes_deadline = True
        return choice.picked

    def _arrive(self, answer: Answer) -> None:
        self._arrived = True
        super()._arrive(answer)

    def _drop_repeats(self) -> None:
        """Drop options of the last turns that an answer makes good which arrives now."""
        if not self._merging:
            return
        three_ago, two_ago, one_ago = self._passed
        if one_ago:
            one_ago.left.clear()
        if all(map(is_chore, self._was_ready)):
            if two_ago:
                two_ago.left.clear()
            two_ago = three_ago
        if two_ago and two_ago.has_deadlines:
            two_ago.only_before_deadline = True
        elif two_ago:
            two_ago.left.clear()

    def _compare(self, choice: Choice, options: int) -> None:
        """Check that the replay is at the same point as the run before."""
        if choice.options != options or choice.steps != len(self.trace.steps):
            self._differs(choice)
        is_last = self.place + 1 == len(self.path)
        if is_last and self.trace.steps != self._before.steps[: choice.steps]:
            self._differs(choice)

    def _differs(self, choice: Choice) -> NoReturn:
        before = self._before.named()[: choice.steps]
        now = self.trace.named()
        if before == now:
            raise NotDeterministic(
                f"two runs with the same choices differ after step {choice.steps}: "
                "not the same answers are awaited"
            )
        raise NotDeterministic(difference(before, now))
