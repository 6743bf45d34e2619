"""What a reader can tell apart in a run: the sequence of steps, watched as cheaply as can be.

This is the explorer's eye, for thousands of runs of one program. A recording tells far more
about a single one.
"""

from __future__ import annotations

import asyncio
import inspect
import sys
import types
from asyncio import base_events
from collections.abc import Callable, Coroutine, Sequence
from contextvars import Context
from itertools import zip_longest
from typing import Any, NoReturn

from import_asyncio.errors import Deadlock, LimitReached, Refused, Stopped
from import_asyncio.labels import numbered
from import_asyncio.orders import OrderStep
from import_asyncio.run import internals
from import_asyncio.run.frames import frames
from import_asyncio.run.internals import SUSPENDING
from import_asyncio.run.loop import StageLoop, Timer
from import_asyncio.run.streams import Output
from import_asyncio.run.task_names import called, number_of
from import_asyncio.run.waiting import MADE_OF_OTHERS, awaited

CLEARING_UP = (
    base_events.BaseEventLoop.shutdown_asyncgens.__code__,
    StageLoop.shutdown_default_executor.__code__,
)
ASYNCIO_LOOP = base_events.__file__
LAST_STEPS = 6
MODULE = 0
CALLBACK = -1
DONE = 0
ELSEWHERE = -1

Named = tuple[str, str, int]


class TracedOutput(Output):
    """Standard output that hands over what was printed since it was last asked."""

    def take(self) -> str:
        """Return what was printed since the last call."""
        text = "".join(self.parts)
        self.parts.clear()
        return text


class Trace:
    """The steps of one run, noted while it goes on.

    ``steps`` holds (task's number, what it printed, the line at which it waits next) for each;
    ``reasons`` what it waits for there, a key of ``orders.WAITS_FOR``, or the type of the
    exception in which the task ended. The numbers 0 and -1 stand for the module and for callbacks
    outside of any task, and -1 less the number of a task for its cancellation. The line is 0
    (``DONE``) for a task that is done and -1 (``ELSEWHERE``) for one that waits in no line of the
    program.
    ``clock_reads`` counts how often the clock was read, but for what asyncio does in each turn
    and for ``sleep``; ``clock_line`` is the last line of the program that did. ``stopped_at`` is
    the line at which the program was when it was stopped, or 0. ``remarks`` say what would not be
    the same elsewhere.
    """

    def __init__(self, filename: str, most_characters: int) -> None:
        self.filename = filename
        self.words = TracedOutput(most_characters)
        self.steps: list[tuple[int, str, int]] = []
        self.reasons: list[str] = []
        self.loops: list[TracingLoop] = []
        self.labels = {MODULE: "module", CALLBACK: "callback"}
        self.struck_tasks: set[int] = set()
        self.clock_reads = 0
        self.clock_line = 0
        self.remarks: tuple[str, ...] = ()
        self.stopped_at = 0
        self._names: dict[int, str] = {}
        self._before = 0

    def loop_starts(self, loop: TracingLoop) -> None:
        """Number the tasks of a new loop after those of the loops before."""
        self._before = sum(before.created for before in self.loops)
        self.loops.append(loop)

    def end(self) -> None:
        """Name the tasks, and let the loops go."""
        self.name_tasks()
        self.loops.clear()

    def name_tasks(self) -> None:
        """Remember what a reader calls each task."""
        before = 0
        for loop in self.loops:
            for task in loop.tasks:
                self._names[before + number_of(task)] = called(task)
            before += loop.created
        numbers = sorted(self._names)
        names = [self._names[number] for number in numbers]
        self.labels |= zip(numbers, numbered(names), strict=True)
        for number in self.struck_tasks:
            self.labels[CALLBACK - number] = f"cancel {self.labels[number]}"

    def task_names(self) -> list[str]:
        """Return what a reader calls the tasks, in order of creation."""
        return [label for number, label in self.labels.items() if number > MODULE]

    def clock_read(self, frame: types.FrameType) -> None:
        """Note that a frame reads the clock, and the line if it is the program's own."""
        self.clock_reads += 1
        if frame.f_code.co_filename == self.filename:
            self.clock_line = frame.f_lineno

    def named(self) -> tuple[Named, ...]:
        """Return the steps with the labels of the tasks instead of their numbers."""
        return tuple((self.labels[number], printed, line) for number, printed, line in self.steps)

    def last_line(self) -> str:
        """Return the last line that was printed, if any."""
        for _, printed, _ in reversed(self.steps):
            if printed and not printed.isspace():
                return printed.rstrip().rpartition("\n")[2]
        return ""

    def told(self) -> tuple[OrderStep, ...]:
        """Return the steps as a reader is told them."""
        return tuple(map(self.step, range(len(self.steps))))

    def step(self, place: int) -> OrderStep:
        """Return a step as a reader is told it."""
        number, printed, line = self.steps[place]
        task, reason = self.labels[number], self.reasons[place]
        if line == DONE:
            return OrderStep(task, printed, 0, ended=reason)
        strikes = self.labels[CALLBACK - number] if number < CALLBACK else ""
        return OrderStep(task, printed, max(line, 0), reason, strikes=strikes)

    def last_steps(self) -> tuple[OrderStep, ...]:
        """Return what the run did last."""
        return self.told()[-LAST_STEPS:]

    def task_came(self, task: asyncio.Task[Any]) -> None:
        """Note what a reader calls a task, for it may be gone at the end."""
        self._names[self._number(task)] = called(task)

    def stepped(self, task: Any) -> None:
        """Note the step that a task has just taken."""
        line = DONE
        reason = ""
        if task.done():
            self._names[self._number(task)] = called(task)
            if task.cancelled():
                reason = "CancelledError"
            elif (failure := internals.failure_of(task)) is not None:
                reason = type(failure).__name__
        else:
            line, reason = self._stands(task.get_coro())
            reason = reason or awaited(internals.awaited_future(task), _nobody).kind
        words = self.words
        self.steps.append((self._number(task), words.take() if words.parts else "", line))
        self.reasons.append(reason)

    def struck(self, task: Any) -> None:
        """Note that a task is cancelled from outside, and where it stands."""
        line, kind = self._stands(task.get_coro())
        future = internals.awaited_future(task)
        if not _has_begun(task.get_coro()):
            line, kind = ELSEWHERE, "begin"
        elif future is None or future.done():
            kind = "turn"
        self.struck_tasks.add(self._number(task))
        self.steps.append((CALLBACK - self._number(task), "", line))
        self.reasons.append(kind or awaited(future, _nobody).kind)

    def starts_at_once(self, task: Any, printed: int) -> None:
        """Note the first step of an eager task, taken inside a step of its parent.

        Of what was printed, the first ``printed`` pieces are the parent's own, noted as a step.
        """
        parts = self.words.parts
        own, self.words.parts = parts[printed:], parts[:printed]
        parent = asyncio.current_task()
        if self.words.parts and parent is not None:
            line = self._stands_now()
            self.steps.append((self._number(parent), self.words.take(), line))
            self.reasons.append("start")
        self.words.parts = own
        self.stepped(task)

    def outside(self, number: int) -> None:
        """Note what was printed outside of any task, if anything was."""
        if self.words.parts:
            self.steps.append((number, self.words.take(), 0))
            self.reasons.append("")

    def _number(self, task: asyncio.Task[Any]) -> int:
        return self._before + number_of(task)

    def _stands_now(self) -> int:
        frame: types.FrameType | None = sys._getframe()
        while frame is not None and frame.f_code.co_filename != self.filename:
            frame = frame.f_back
        return ELSEWHERE if frame is None else frame.f_lineno

    def _stands(self, coroutine: Any) -> tuple[int, str]:
        """Return the line of the program, and the kind of the wait below it, if asyncio says it.

        That is ``waiting.kind_of_wait`` without a list of the frames, for it is asked most often.
        """
        filename = self.filename
        line = ELSEWHERE
        kind = ""
        while type(coroutine) is types.CoroutineType:
            code = coroutine.cr_code
            if code.co_filename == filename:
                line = coroutine.cr_frame.f_lineno  # type: ignore[union-attr]
                kind = ""
            elif kind not in MADE_OF_OTHERS:
                kind = SUSPENDING.get(code.co_qualname, kind)
            awaited = coroutine.cr_await
            if awaited is None:
                return line, kind
            coroutine = awaited
        if type(coroutine) is types.GeneratorType:
            return line, SUSPENDING.get(coroutine.gi_code.co_qualname, "")
        if type(coroutine).__name__ != internals.FUTURE_ITERATOR:
            for frame in frames(coroutine):
                if frame.f_code.co_filename == filename:
                    line = frame.f_lineno
        return line, kind


class TracingHandle(internals.Handle):
    """A callback that notes the step of a task, if it is one."""

    __slots__ = ()
    _loop: TracingLoop

    def _run(self) -> None:
        loop = self._loop
        task = internals.task_of_step(self._callback)
        try:
            super()._run()
        finally:
            if task is None:
                loop.trace.outside(CALLBACK)
            else:
                loop.trace.stepped(task)


class TracingTimer(Timer):
    """A timer that notes what its callback printed."""

    __slots__ = ()
    _loop: TracingLoop

    def _run(self) -> None:
        try:
            super()._run()
        finally:
            self._loop.trace.outside(CALLBACK)


def _has_begun(coro: object) -> bool:
    if not isinstance(coro, types.CoroutineType):
        return False
    return inspect.getcoroutinestate(coro) != inspect.CORO_CREATED


def _nobody(task: asyncio.Task[Any]) -> str:
    return ""


def difference(before: Sequence[OrderStep], now: Sequence[OrderStep]) -> str:
    """Say in which step two traces differ that should be the same."""
    pairs = zip_longest(before, now)
    number, first, then = next((n, *pair) for n, pair in enumerate(pairs, 1) if pair[0] != pair[1])
    one, other = ("there was none" if step is None else str(step) for step in (first, then))
    return f"two runs with the same choices differ at step {number}: first {one}, then {other}"


class TracingLoop(StageLoop):
    """A loop for exploring: it keeps a trace, ends at once when stopped, and has no threads."""

    timer_type = TracingTimer

    def __init__(self, *args: Any, trace: Trace, **options: Any) -> None:
        super().__init__(*args, **options)
        self.trace = trace
        trace.loop_starts(self)
        self.stop_reason: Stopped | None = None
        self._printed: list[int] = []

    def time(self) -> float:
        """Return the world's time; that the program itself asks for it is noted."""
        frame = sys._getframe(1)
        if frame.f_code.co_filename != ASYNCIO_LOOP:
            self.trace.clock_read(frame)
        return self.world.now

    def select(self, timeout: float | None) -> list[object]:
        """Begin a turn: count it, and ask the world."""
        self.turn += 1
        if self.turn > self.most_turns:
            raise LimitReached(f"the program is not done after {self.most_turns} turns")
        self.world.poll(self, wait=timeout != 0)
        return []

    def run_forever(self) -> None:
        """Run, and remember what ends the program from outside."""
        try:
            super().run_forever()
        except Stopped as stop:
            self.stop_reason = stop
            raise

    def run_until_complete(self, future: Any) -> Any:
        """Run as asyncio does, but clear up only where there is something to clear up."""
        if getattr(future, "cr_code", None) in CLEARING_UP and not self._asyncgens:
            return future.close()
        if self.stop_reason is not None:
            raise self.stop_reason
        return super().run_until_complete(future)

    def task_comes(self, coro: Coroutine[Any, Any, Any]) -> None:
        """Remember what was printed before a task that may start at once."""
        self._printed.append(len(self.trace.words.parts))

    def task_came(self, task: asyncio.Task[Any]) -> None:
        """Note a task, and its first step if it has taken it already."""
        self.trace.task_came(task)
        printed = self._printed.pop()
        if task.done() or _has_begun(task.get_coro()):
            self.trace.starts_at_once(task, printed)

    def task_struck(self, task: asyncio.Task[Any]) -> None:
        """Note where a task stands that is cancelled by the world."""
        self.trace.struck(task)

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """Call a handler of the program's own; no order is judged by what is logged."""
        if self.get_exception_handler() is not None and not self.is_closed():
            super().call_exception_handler(context)

    def run_in_executor(self, *args: object) -> NoReturn:
        """Refuse: nobody can say when a thread answers, not even between which callbacks."""
        raise Refused("the program uses threads")

    def raise_deadlock(self) -> NoReturn:
        """Raise ``Deadlock`` without a word: a run of the order found has them."""
        raise Deadlock(())

    def _call_soon(
        self, callback: Callable[..., object], args: tuple[Any, ...], context: Context | None
    ) -> asyncio.Handle:
        handle = TracingHandle(callback, args, self, context)
        self._ready.append(handle)
        return handle
