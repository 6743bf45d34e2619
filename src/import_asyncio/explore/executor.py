"""Runs one program many times, as cheaply as can be, each time like a fresh process."""

from __future__ import annotations

import contextlib
import io
import sys
import threading
import time
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from import_asyncio.errors import Deadlock, Exited, Refused, Stopped
from import_asyncio.explore.trace import MODULE, Trace, TracingLoop
from import_asyncio.program import Program
from import_asyncio.run.clock import Clock
from import_asyncio.run.internals import do_not_complain
from import_asyncio.run.isolation import Traces, like_a_fresh_process, replaced
from import_asyncio.run.loop import World
from import_asyncio.run.stage import Stage, on_stage
from import_asyncio.run.streams import Errors
from import_asyncio.run.teardown import close
from import_asyncio.run.waiting import line_of

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

CLOCKS = (
    "monotonic",
    "monotonic_ns",
    "perf_counter",
    "perf_counter_ns",
    "time",
    "time_ns",
)
USERS_OF_CLOCKS = ("sleep", "localtime", "gmtime", "ctime", "strftime", "asctime")
NO_WORLD = Clock()
NOTHING_PRINTED = "(nothing printed)"


@dataclass(frozen=True)
class Outcome:
    """How a run ended: its outcome, and empty, ``"deadlock"`` or ``"exception"``."""

    name: str
    failure: str = ""


Replay = Callable[[World, Trace], Outcome]


@contextlib.contextmanager
def replays(program: Program, *, most_turns: int) -> Iterator[Replay]:
    """Give a function that runs the program on a world, and keeps it in a trace.

    It raises what stopped the run, unless that is a deadlock. Nothing else may run on asyncio
    in this thread meanwhile.
    """
    trace = Trace(program.filename, 0)

    def make_loop(*args: Any, **options: Any) -> TracingLoop:
        return TracingLoop(*args, trace=trace, **options)

    def run(world: World, its_trace: Trace) -> Outcome:
        nonlocal trace
        trace = its_trace
        stage.begin(world)
        sys.stdout = trace.words.stream()
        module = sys.modules["__main__"] = types.ModuleType("__main__")
        module.__file__ = program.filename
        try:
            return _run(stage, program, module, trace)
        finally:
            trace.remarks = stage.remarks()
            loops = list(trace.loops)
            trace.end()
            for loop in loops:
                _close_all(loop)
            module.__dict__.clear()
            traces.remove()

    def noting(read: Callable[[], float]) -> Callable[[], float]:
        def read_and_note() -> float:
            trace.clock_read(sys._getframe(1))
            return read()

        return read_and_note

    def counting(use: Callable[..., Any]) -> Callable[..., Any]:
        def use_and_count(*args: Any) -> Any:
            trace.clock_reads += 1
            return use(*args)

        return use_and_count

    traces = Traces(program.filename)
    with (
        like_a_fresh_process(program, io.StringIO(), Nowhere(0).stream()),
        on_stage(program.filename, most_turns=most_turns, make_loop=make_loop) as stage,
        contextlib.ExitStack() as clocks,
        replaced(threading.Thread, "start", _no_threads),
        replaced(sys, "unraisablehook", lambda problem: None),
    ):
        for name in CLOCKS:
            clocks.enter_context(replaced(time, name, noting(getattr(time, name))))
        for name in USERS_OF_CLOCKS:
            clocks.enter_context(replaced(time, name, counting(getattr(time, name))))
        yield run


class Nowhere(Errors):
    """Standard error, which no order is judged by."""

    def write(self, data: ReadableBuffer, /) -> int:
        """Forget the bytes."""
        return memoryview(data).nbytes


def _run(stage: Stage, program: Program, module: types.ModuleType, trace: Trace) -> Outcome:
    problem: BaseException | None = None
    try:
        stage.execute(program, module)
    except BaseException as end:
        if isinstance(end, Stopped):
            trace.stopped_at = line_of(end, program.filename)
        problem = end.with_traceback(None)
    stops = [loop.stop_reason for loop in trace.loops if loop.stop_reason is not None]
    problem = stops[0] if stops else problem
    if isinstance(problem, Deadlock):
        return Outcome("deadlock", "deadlock")
    if isinstance(problem, Exited):
        problem = SystemExit(problem.code)
    if isinstance(problem, (Stopped, KeyboardInterrupt)):
        raise problem
    trace.outside(MODULE)
    if problem is not None and not (isinstance(problem, SystemExit) and not problem.code):
        return Outcome(type(problem).__name__, "exception")
    return Outcome(trace.last_line() or NOTHING_PRINTED)


def _close_all(loop: TracingLoop) -> None:
    """Close what did not end, so that nothing of it is left to run in the next run.

    A loop that was stopped has done so itself. What refers to itself in a circle is cut, or the
    garbage collector would have to find it.
    """
    for task in loop.tasks:
        if not task.done():
            do_not_complain(task)
            if not loop.stopped:
                close(task)
    loop.world = NO_WORLD
    loop._selector = None


def _no_threads(thread: threading.Thread) -> NoReturn:
    raise Refused("the program starts a thread")
