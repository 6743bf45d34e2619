"""Watches a run from outside the program, and changes nothing that it does or prints.

asyncio's queue of ready callbacks is one that tells what enters and what leaves it: what
leaves is the next step, and what enters was made ready by the step that runs. Between two
steps, the frames of the suspended task say what it waits for.
"""

from __future__ import annotations

import asyncio
import collections
import sys
import threading
from dataclasses import dataclass
from types import FrameType, FunctionType
from typing import Any
from weakref import WeakKeyDictionary

from import_asyncio.program import Program
from import_asyncio.record.holds import NEW
from import_asyncio.record.names import name_of_call
from import_asyncio.recording import Act, Cancellation, Hold, Primitive, Print, Step, Task, Wait
from import_asyncio.run import internals, waiting
from import_asyncio.run.frames import in_program, local_values, stands
from import_asyncio.run.internals import CANCELLING, awaited_future, callback_of, task_of_step
from import_asyncio.run.loop import World
from import_asyncio.run.task_names import called

CAUSES = {code: cause for cause, codes in CANCELLING.items() for code in codes}
PLAIN = (str, int, float, bool, type(None))
LONGEST_VALUE = 16
HOUSEKEEPING = ("shutdown_asyncgens", "shutdown_default_executor")


@dataclass(slots=True)
class Watched:
    """What is known of a task between its steps: all by index, ``None`` where there is nothing.

    ``number`` is the task's own, ``line`` the one at which it stands (-1 before its first step),
    ``wait`` the wait that it is in, and ``asked`` the cancellation that is on its way. A task
    that was made ready while it still ran is ``awake``, by the step ``awake_by``.
    """

    number: int
    line: int = -1
    wait: int | None = None
    asked: int | None = None
    awake: bool = False
    awake_by: int | None = None


class Recorder:
    """Builds the parts of a recording while a program runs on a ``RecordingLoop``.

    It refers to tasks and primitives weakly, so that asyncio finds them lost when it would.
    """

    def __init__(self, program: Program) -> None:
        self.tasks: list[Task] = []
        self.primitives: list[Primitive] = []
        self.steps: list[Step] = []
        self.waits: list[Wait] = []
        self.prints: list[Print] = []
        self.cancellations: list[Cancellation] = []
        self.holds: list[Hold] = []
        self.acts: list[Act] = []
        self.over = False
        self._program = program
        self._thread = threading.get_ident()
        self._known: WeakKeyDictionary[Any, int] = WeakKeyDictionary()
        self._inner: WeakKeyDictionary[Any, bool] = WeakKeyDictionary()
        self._running: list[tuple[int, asyncio.Task[Any] | None]] = []
        self._held: dict[int, list[int]] = collections.defaultdict(list)
        self._waiting_on: dict[int, int] = {}
        self._causes: dict[int, int | None] = {}
        self._cause: int | None = None
        self._in_callback = False
        self._coming = ""
        self._main_of_loop = True
        self._turn = 0
        self._turns_before = 0
        self._world: World | None = None
        self._after_end: list[Act] = []
        self._piece: Print | None = None
        self._line_begun = False

    # What the loop tells.

    def loop_starts(self, world: World) -> None:
        """Begin the turns and the tasks of a new loop."""
        self.idle()
        self._world = world
        self._turns_before = self._turn
        self._main_of_loop = True

    def turn(self, number: int) -> None:
        """Begin a turn, with the number that its loop gives it."""
        self.idle()
        self._turn = self._turns_before + number

    def idle(self) -> None:
        """End what runs."""
        while self._running:
            self._end_step()
        self._cause = None
        self._in_callback = False

    def made_ready(self, handle: asyncio.Handle) -> None:
        """Note who made a callback ready."""
        if self.over:
            return
        cause = None
        if threading.get_ident() != self._thread:
            if not internals.brings_a_result(handle):
                cause = self._outside(self._line_of(sys._getframe(2)))
        elif not isinstance(handle, asyncio.TimerHandle):
            cause = self._here()
            if cause is None:
                cause = self._cause
        self._causes[id(handle)] = cause
        task = task_of_step(callback_of(handle))
        if task is not None:
            watched = self._of(task)
            if watched is not None:
                self._wake(watched, cause)

    def runs(self, handle: asyncio.Handle) -> None:
        """Note that a callback is about to run."""
        if self.over:
            return
        self.idle()
        cause = self._causes.pop(id(handle), None)
        if handle.cancelled():
            return
        callback = callback_of(handle)
        task = task_of_step(callback)
        if task is not None:
            watched = self._of(task)
            if watched is not None:
                self._begin_step(task, watched)
                return
        self._cause = cause
        self._in_callback = True
        function = getattr(callback, "__func__", callback)
        if isinstance(function, FunctionType):
            code = function.__code__
            if code.co_filename == self._program.filename:
                self._begin_outside("callback", code.co_firstlineno)

    def task_comes(self, coro: object) -> None:
        """Note what is about to become a task, and in which step."""
        if not self.over:
            self._here()
            self._coming = call_of(coro)

    def task_came(self, task: asyncio.Task[Any]) -> None:
        """Note a task that was created; an eager one has already taken its first step."""
        watched = None if self.over else self._of(task)
        if watched is None:
            return
        self.renamed(task)
        inside = [place for place, (_, other) in enumerate(self._running) if other is task]
        if inside:
            while len(self._running) > inside[0]:
                self._end_step()
        elif not watched.awake:
            self._begin_step(task, watched, within=self._top())
            self._end_step()

    def renamed(self, task: asyncio.Task[Any]) -> None:
        """Note the name that a task has now."""
        watched = None if self.over else self._of(task)
        if watched is not None:
            entry = self.tasks[watched.number]
            entry.name, entry.label = task.get_name(), _called(task)

    def cancels(self, task: asyncio.Task[Any]) -> None:
        """Note that somebody asked a task to cancel."""
        watched = None if self.over else self._of(task)
        if watched is None:
            return
        by = self._here()
        cause, line = self._who_cancels(sys._getframe(2), by)
        if by is None and threading.get_ident() == self._thread:
            by = self._cause
        watched.asked = len(self.cancellations)
        if by is not None:
            self._did(by, "cancels", len(self.cancellations))
        self.cancellations.append(Cancellation(watched.number, cause, line, by))

    def printed(self, text: str) -> None:
        """Note a piece of what the program prints."""
        if self.over or not text:
            return
        line = self._line_of(sys._getframe(2))
        step = self._here()
        if step is None:
            step = self._outside(line)
        if self._piece is not None and self._piece.step != step:
            self._end_piece()
        *lines, rest = text.split("\n")
        for words in lines:
            if words or not self._line_begun:
                self._add(words, step, line)
            self._end_piece()
            self._line_begun = False
        if rest:
            self._add(rest, step, line)

    def _add(self, words: str, step: int, line: int) -> None:
        """Add to what a step prints of a line."""
        if self._piece is None:
            self._piece = Print("", step, line)
        self._piece.text += words
        self._line_begun = True

    def _end_piece(self) -> None:
        """Note what a step has printed of a line, when either ends."""
        if self._piece is not None:
            self._did(self._piece.step, "prints", len(self.prints))
            self.prints.append(self._piece)
            self._piece = None

    def changed(self, owner: Any, before: object, value: Any) -> None:
        """Note that a primitive was made, taken or given back."""
        if self.over or threading.get_ident() != self._thread:
            return
        if before is NEW:
            self._made(owner, value)
        elif isinstance(owner, asyncio.Lock):
            if value and not before:
                self._takes(owner, None)
            elif before and not value:
                self._gives_back(owner)
        elif isinstance(owner, asyncio.Semaphore) and isinstance(before, int):
            if value < before:
                self._takes(owner, self._next_in_line(owner))
            elif value > before:
                self._gives_back(owner)

    def stop(self) -> None:
        """Watch no more: what is left is the loop's own clearing up."""
        if not self.over:
            self.idle()
            self._end_piece()
            self.over = True

    # Tasks.

    def _of(self, task: asyncio.Task[Any]) -> Watched | None:
        """Return what is known of a task, new or not; ``None`` for the loop's own."""
        if hasattr(task, "watched"):
            known: Watched | None = task.watched
            return known
        call = self._coming or call_of(task.get_coro())
        watched = None
        if self._main_of_loop or not any(name in call for name in HOUSEKEEPING):
            watched = Watched(self._born(task, call))
            self._coming = ""
        task.watched = watched  # type: ignore[attr-defined]
        return watched

    def _born(self, task: asyncio.Task[Any], call: str) -> int:
        """Note a new task and return its index."""
        number = len(self.tasks)
        born = self._cause if self._top() is None else self._top()
        parent = None if born is None else self.steps[born].task
        self._main_of_loop = False
        if born is not None:
            self._did(born, "starts", number)
        self.tasks.append(Task(task.get_name(), _called(task), call, parent, born))
        return number

    # Steps.

    def _now(self) -> float:
        return 0.0 if self._world is None else self._world.now

    def _did(self, step: int, verb: str, what: int) -> None:
        """Note what a step did; a task that is done wakes others by its end."""
        act = Act(step, verb, what)
        task = self._running[-1][1] if self._running else None
        if verb == "wakes" and task is not None and task.done():
            self._after_end.append(act)
        else:
            self.acts.append(act)

    def _top(self) -> int | None:
        return self._running[-1][0] if self._running else None

    def _here(self) -> int | None:
        """Return the step that runs now; an eager task that has just started gets its own."""
        if threading.get_ident() != self._thread or internals.running_loop() is None:
            return None
        task = asyncio.current_task()
        if task is None:
            return self._top() if self._running and self._running[-1][1] is None else None
        if not self._running or self._running[-1][1] is not task:
            watched = self._of(task)
            if watched is None:
                return None
            if any(other is task for _, other in self._running):
                while self._running[-1][1] is not task:
                    self._end_step()
            else:
                self._begin_step(task, watched, within=self._top())
        return self._top()

    def _begin_step(
        self, task: asyncio.Task[Any], watched: Watched, *, within: int | None = None
    ) -> None:
        index = len(self.steps)
        if watched.line < 0:
            watched.line = first_line(task, self._program.filename)
        step = Step(watched.number, "task", self._turn, self._now(), watched.line, within=within)
        watched.awake = False
        if watched.wait is not None:
            self.waits[watched.wait].end = index
            self._waiting_on.pop(id(awaited_future(task)), None)
            watched.wait = None
        if watched.asked is not None and internals.will_be_struck(task):
            step.struck = watched.asked
            self.cancellations[step.struck].struck = index
            watched.asked = None
        self.steps.append(step)
        self._running.append((index, task))

    def _begin_outside(self, place: str, line: int) -> int:
        self.steps.append(Step(None, place, self._turn, self._now(), line))
        index = len(self.steps) - 1
        if place == "callback":
            self._running.append((index, None))
        return index

    def _outside(self, line: int) -> int:
        """Return the step of something that runs outside of any task."""
        if threading.get_ident() != self._thread:
            place = "thread"
        elif self._in_callback and internals.running_loop() is not None:
            place = "callback"
        else:
            place = "module"
        last = len(self.steps) - 1
        if place != "callback" and last >= 0:
            step = self.steps[last]
            if (step.place, step.time) == (place, self._now()):
                return last
        return self._begin_outside(place, line)

    def _end_step(self) -> None:
        index, task = self._running.pop()
        if self._piece is not None and self._piece.step == index:
            self._end_piece()
        if task is None:
            return
        watched = self._of(task)
        assert watched is not None
        if task.done():
            self.tasks[watched.number].end = _end_of(task)
            self.acts += [Act(index, "ends", watched.number), *self._after_end]
            self._after_end.clear()
            watched.asked = None
            return
        watched.line, below = stands(task, self._program.filename)
        self.steps[index].suspends = watched.line
        reason = waiting.reason(task, below, _called)
        wait = Wait(watched.number, reason.kind, reason.label, watched.line, index)
        if reason.primitive is not None:
            wait.primitive = self._primitive(reason.primitive, reason.kind)
        if reason.tasks:
            known = [self._of(other) for other in reason.tasks]
            wait.tasks = tuple(other.number for other in known if other is not None)
        watched.wait = len(self.waits)
        self._waiting_on[id(awaited_future(task))] = watched.number
        self._did(index, "waits", watched.wait)
        self.waits.append(wait)
        if watched.awake:
            watched.awake = False
            self._wake(watched, watched.awake_by)

    def _wake(self, watched: Watched, cause: int | None) -> None:
        if watched.wait is None:
            watched.awake, watched.awake_by = True, cause
            return
        wait = self.waits[watched.wait]
        wait.woken = True
        wait.woken_by = cause
        if cause is None or self.steps[cause].task == watched.number:
            return
        if watched.asked is None or self.cancellations[watched.asked].by != cause:
            self._did(cause, "wakes", watched.wait)

    # Cancellation.

    def _who_cancels(self, frame: FrameType | None, by: int | None) -> tuple[str, int]:
        """Return the cause of a cancellation, and the line of the program that asks for it."""
        struck = by is not None and self.steps[by].struck is not None
        cause = "cancel"
        while frame is not None and frame.f_code.co_filename != self._program.filename:
            found = CAUSES.get(frame.f_code)
            if cause == "cancel" and found and not (found == "timeout" and struck):
                cause = found
            frame = frame.f_back
        if by is None:
            return cause, 0
        return cause, 0 if frame is None else frame.f_lineno

    def _line_of(self, frame: FrameType | None) -> int:
        frame = in_program(frame, self._program.filename)
        return 0 if frame is None else frame.f_lineno

    # Primitives.

    def _made(self, owner: Any, value: Any) -> None:
        if isinstance(owner, asyncio.Barrier):
            self._inner[internals.lock_of(value)] = True
        self._primitive(owner, waiting.kind_of(owner))

    def _primitive(self, owner: Any, kind: str) -> int:
        """Return a primitive's index, and note it when it is new."""
        index = self._known.get(owner)
        if index is None:
            index = self._known[owner] = len(self.primitives)
            self.primitives.append(Primitive(kind, self._given_name(sys._getframe(1))))
        return index

    def _given_name(self, frame: FrameType | None) -> str:
        frame = in_program(frame, self._program.filename)
        return "" if frame is None else name_of_call(frame, self._program.tree)

    def _takes(self, owner: Any, number: int | None) -> None:
        step = self._here()
        if number is None and step is not None:
            number = self.steps[step].task
        if step is None or number is None or owner in self._inner:
            return
        kind = "lock" if isinstance(owner, asyncio.Lock) else "semaphore"
        hold = Hold(number, self._primitive(owner, kind), step)
        self._did(step, "takes", len(self.holds))
        self._held[hold.primitive].append(len(self.holds))
        self.holds.append(hold)

    def _gives_back(self, owner: Any) -> None:
        step = self._here()
        held = self._held.get(self._known.get(owner, -1))
        if not held or step is None:
            return
        mine = [index for index in held if self.holds[index].task == self.steps[step].task]
        given = (mine or held)[0]
        self.holds[given].end = step
        self._did(step, "gives back", given)
        held.remove(given)

    def _next_in_line(self, semaphore: asyncio.Semaphore) -> int | None:
        """Return the task to which a semaphore hands a place, or ``None`` if it takes one."""
        for future in internals.waiters_of(semaphore) or ():
            if not future.done():
                return self._waiting_on.get(id(future))
        return None


def _called(task: asyncio.Task[Any]) -> str:
    return called(task, getattr(task, "serial", 0))


def _end_of(task: asyncio.Task[Any]) -> str:
    if task.cancelled():
        return "cancelled"
    problem = internals.failure_of(task)
    return "done" if problem is None else type(problem).__name__


def first_line(task: asyncio.Task[Any], filename: str) -> int:
    """Return the line of the program at which a task starts, or 0."""
    code = getattr(task.get_coro(), "cr_code", None)
    return code.co_firstlineno if code is not None and code.co_filename == filename else 0


def call_of(coro: object) -> str:
    """Return the call that made a coroutine, with those arguments that are plain values."""
    name = getattr(coro, "__qualname__", type(coro).__name__).rpartition("<locals>.")[2]
    frame = getattr(coro, "cr_frame", None)
    if frame is None:
        return f"{name}()"
    code = frame.f_code
    values = local_values(frame)
    given = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    shown = [repr(values.get(key)) for key in given if type(values.get(key)) in PLAIN]
    shown = [words for words in shown if len(words) <= LONGEST_VALUE]
    if len(shown) < len([key for key in given if key != "self"]):
        shown.append("…")
    return f"{name}({', '.join(shown)})"
