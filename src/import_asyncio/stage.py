"""Runs a program on a loop whose outside world is replaced."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import contextvars
import gc
import io
import linecache
import logging
import socket
import subprocess
import sys
import threading
import time
import traceback
import types
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from import_asyncio.clock import Clock
from import_asyncio.errors import Deadlock, Interrupted, LimitReached, Refused, Stopped
from import_asyncio.loop import StageLoop, World
from import_asyncio.program import Program
from import_asyncio.traces import Traces
from import_asyncio.waits import standing
from import_asyncio.watchdog import watchdog

EPOCH = 1_600_000_000.0
ONE_AT_A_TIME = threading.RLock()
HERE = str(Path(__file__).parent)


@dataclass(frozen=True)
class Limits:
    """How long a program may go on: turns of the loop, real seconds, printed characters."""

    turns: int = 20_000
    seconds: float = 10.0
    characters: int = 100_000


@dataclass(frozen=True)
class Run:
    """What one run of a program gave.

    ``ending`` is empty for a program that ran to its end, else ``"deadlock"`` or the
    exception's type; ``last_words`` is what a transcript then ends with. ``seconds`` are virtual.
    ``code`` is what ``SystemExit`` was raised with: an exit status, or a text that Python prints.
    """

    stdout: str
    stderr: str
    ending: str
    last_words: str
    traceback: str
    turns: int
    seconds: float
    code: int | str | None = None

    @property
    def transcript(self) -> str:
        """What the program printed, and how it ended if it ended badly."""
        return self.stdout + (self.last_words + "\n" if self.last_words else "")


@dataclass
class Stage:
    """A stage in use: its world, the loops made on it, and what stopped the program."""

    world: World
    loops: list[StageLoop] = field(default_factory=list)
    stopped: Stopped | None = None

    def let_go(self) -> None:
        """Drop all references to tasks, so that asyncio complains of them now and not later."""
        _forget_where(self.stopped)
        self.loops.clear()


MakeLoop = Callable[..., StageLoop]


@contextlib.contextmanager
def on_stage(
    filename: str,
    world: World | None = None,
    *,
    most_turns: int = Limits.turns,
    make_loop: MakeLoop = StageLoop,
    on_stop: Callable[[Stopped], None] = lambda stop: None,
) -> Iterator[Stage]:
    """Put a stage under everything that asks asyncio for a loop, for the time of a ``with``.

    ``filename`` names the program whose lines are reported. A loop that already runs in this
    thread, as in a browser or a notebook, is put aside and restored. What is patched is patched
    for the whole process, so another thread that wants a stage waits.
    """
    stage = Stage(Clock() if world is None else world)

    def stop(reason: Stopped) -> None:
        if stage.stopped is None:
            stage.stopped = reason
            on_stop(reason)

    def new_event_loop() -> StageLoop:
        loop = make_loop(stage.world, filename=filename, most_turns=most_turns, on_stop=stop)
        stage.loops.append(loop)
        return loop

    running = asyncio._get_running_loop()
    with ONE_AT_A_TIME, contextlib.ExitStack() as patches:
        for owner, name, value in (
            (asyncio.events, "new_event_loop", new_event_loop),
            (asyncio, "new_event_loop", new_event_loop),
            (asyncio, "run", asyncio.runners.run),
            (socket.socket, "__init__", _no_sockets),
            (subprocess.Popen, "__init__", _no_processes),
            (concurrent.futures.Future, "result", _result(stage)),
            *_times(stage),
        ):
            patches.enter_context(replaced(owner, name, value))
        asyncio._set_running_loop(None)
        try:
            yield stage
        finally:
            asyncio._set_running_loop(running)
            stage.let_go()


def run(
    program: Program,
    *,
    world: World | None = None,
    limits: Limits | None = None,
    make_loop: MakeLoop = StageLoop,
    stdout: io.StringIO | None = None,
) -> Run:
    """Run a program as ``python FILE`` would, on the virtual clock or on a ``world`` of its own.

    Raises ``LimitReached`` where it does not end, ``Refused`` where it needs what the stage has
    not, and ``Interrupted``; every other ending, a deadlock included, is part of the ``Run``.
    """
    limits = limits or Limits()
    out = stdout if stdout is not None else Output(limits.characters)
    err = Output(limits.characters)
    printed: list[str] = []

    def stop(reason: Stopped) -> None:
        printed[:] = [out.getvalue(), err.getvalue()]
        tasks = [task for loop in stage.loops for task in loop.tasks]
        reason.standing = standing(tasks, reason, program.filename)

    ending = last_words = trace = ""
    code: int | str | None = None
    refusal: Stopped | None = None
    with (
        ONE_AT_A_TIME,
        like_a_fresh_process(program, out, err) as module,
        on_stage(
            program.filename, world, most_turns=limits.turns, make_loop=make_loop, on_stop=stop
        ) as stage,
    ):
        try:
            with watchdog(limits.seconds):
                contextvars.copy_context().run(exec, program.code, module.__dict__)
        except KeyboardInterrupt as interrupt:
            trace = traceback_of(interrupt)
            raise Interrupted(out.getvalue(), err.getvalue(), trace) from None
        except BaseException as problem:
            first = stage.stopped or problem
            if isinstance(first, Stopped) and not isinstance(first, Deadlock):
                refusal = first
                if not printed:
                    stop(refusal)
            else:
                ending, last_words = _ending(first)
                trace = traceback_of(first)
                code = _code(first)
            _forget_where(first)
        turns = sum(loop.turn for loop in stage.loops)
    stdout_text, stderr_text = printed or [out.getvalue(), err.getvalue()]
    if refusal is not None:
        refusal.stdout, refusal.stderr = stdout_text, stderr_text
        raise refusal
    return Run(stdout_text, stderr_text, ending, last_words, trace, turns, stage.world.now, code)


def _forget_where(problem: BaseException | None) -> None:
    """Drop the frames of an exception, which would keep the program's tasks alive."""
    if problem is not None:
        problem.__context__ = problem.__cause__ = problem.__traceback__ = None


def _ending(problem: BaseException) -> tuple[str, str]:
    if isinstance(problem, Deadlock):
        return "deadlock", problem.report
    if isinstance(problem, SystemExit) and not problem.code:
        return "", ""
    return type(problem).__name__, last_line(problem)


def _code(problem: BaseException) -> int | str | None:
    if not isinstance(problem, SystemExit) or isinstance(problem, Stopped):
        return None
    code = problem.code
    return code if code is None or isinstance(code, int) else str(code)


def last_line(problem: BaseException) -> str:
    """Return an exception as the last line of its traceback shows it."""
    return "".join(traceback.format_exception_only(problem)).rstrip("\n")


def traceback_of(problem: BaseException) -> str:
    """Format an exception without the frames of the stage."""
    summary = traceback.TracebackException.from_exception(problem)
    parts: list[traceback.TracebackException | None] = [summary]
    while parts:
        part = parts.pop()
        if part is None:
            continue
        part.stack[:] = [frame for frame in part.stack if not frame.filename.startswith(HERE)]
        parts += [part.__cause__, part.__context__, *(part.exceptions or ())]
    return "".join(summary.format())


class Output(io.StringIO):
    """A stream that ends a program that prints without end."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def write(self, text: str) -> int:
        """Take some text; raises ``LimitReached`` where it is too much."""
        if self.tell() + len(text) > self.most:
            raise LimitReached(f"the program has printed more than {self.most} characters")
        return super().write(text)


@contextlib.contextmanager
def like_a_fresh_process(
    program: Program, out: io.StringIO, err: io.StringIO
) -> Iterator[types.ModuleType]:
    """Give the program a `__main__`, modules, streams, warnings and loggers of its own."""
    module = types.ModuleType("__main__")
    module.__file__ = program.filename
    lines = program.source.splitlines(keepends=True)
    linecache.cache[program.filename] = (len(program.source), None, lines, program.filename)
    root = logging.getLogger()
    traces = Traces(program.filename)
    with (
        replaced(sys, "argv", [program.filename, *program.arguments]),
        replaced(sys, "path", [str(Path(program.filename).parent), *sys.path]),
        replaced(root, "handlers", []),
        _main_module(module),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        warnings.catch_warnings(),
    ):
        warnings.resetwarnings()
        warnings.simplefilter("default")
        warnings.showwarning = _show_warning
        gc.freeze()
        try:
            yield module
        finally:
            module.__dict__.clear()
            traces.remove()
            gc.collect()
            gc.unfreeze()


def _show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    sys.stderr.write(warnings.formatwarning(message, category, filename, lineno, line))


@contextlib.contextmanager
def _main_module(module: types.ModuleType) -> Iterator[None]:
    before = sys.modules["__main__"]
    sys.modules["__main__"] = module
    try:
        yield
    finally:
        sys.modules["__main__"] = before


@contextlib.contextmanager
def replaced(owner: Any, name: str, value: object) -> Iterator[None]:
    """Let an attribute have another value for the time of a ``with``."""
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


def _times(stage: Stage) -> list[tuple[Any, str, object]]:
    """Let the functions of ``time`` follow the virtual clock."""
    real_sleep = time.sleep

    def sleep(seconds: float) -> None:
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        if any(loop.workers.sleep(seconds, stage.world.now) for loop in stage.loops):
            return
        if threading.get_ident() == stage_thread:
            stage.world.now = round(stage.world.now + seconds, 9)
        else:
            real_sleep(seconds)

    stage_thread = threading.get_ident()
    return [
        (time, "sleep", sleep),
        (time, "monotonic", lambda: stage.world.now),
        (time, "perf_counter", lambda: stage.world.now),
        (time, "time", lambda: EPOCH + stage.world.now),
        (time, "monotonic_ns", lambda: round(stage.world.now * 1e9)),
        (time, "perf_counter_ns", lambda: round(stage.world.now * 1e9)),
        (time, "time_ns", lambda: round((EPOCH + stage.world.now) * 1e9)),
    ]


def _result(stage: Stage) -> Callable[..., Any]:
    """Let a thread that waits for a result of the loop give way to it."""
    real_result = concurrent.futures.Future.result

    def result(self: concurrent.futures.Future[Any], timeout: float | None = None) -> Any:
        if timeout is None:
            for loop in stage.loops:
                loop.workers.wait_for(self)
        return real_result(self, timeout)

    return result


def _no_processes(self: subprocess.Popen[bytes], *args: object, **options: object) -> None:
    raise Refused("the program starts a process; the stage has none")


def _no_sockets(self: socket.socket, *args: object, **options: object) -> None:
    raise Refused("the program opens a socket; the stage has no network")
