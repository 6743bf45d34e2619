"""Runs a program on the stage, as ``python FILE`` would."""

from __future__ import annotations

import contextvars
import io
import traceback
from dataclasses import dataclass

from import_asyncio.errors import Deadlock, Interrupted, Stopped
from import_asyncio.program import Program
from import_asyncio.run.isolation import PACKAGE, like_a_fresh_process
from import_asyncio.run.limits import Limits, Output, watchdog
from import_asyncio.run.loop import StageLoop, World
from import_asyncio.run.stage import ONE_AT_A_TIME, MakeLoop, forget_where, on_stage
from import_asyncio.run.waiting import line_of, where_tasks_stand


@dataclass(frozen=True)
class Run:
    """What one run of a program gave.

    ``ending`` is empty for a program that ran to its end, else ``"deadlock"`` or the
    exception's type; ``last_words`` is what a transcript then ends with, and ``line`` the line of
    the program at which the exception was raised, or 0. ``seconds`` are virtual. ``code`` is what
    ``SystemExit`` was raised with: an exit status, or a text that Python prints.
    """

    stdout: str
    stderr: str
    ending: str
    last_words: str
    traceback: str
    turns: int
    seconds: float
    code: int | str | None = None
    line: int = 0

    @property
    def transcript(self) -> str:
        """What the program printed, and how it ended if it ended badly."""
        return self.stdout + (self.last_words + "\n" if self.last_words else "")


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
        reason.standing = where_tasks_stand(tasks, reason, program.filename)

    ending = last_words = trace = ""
    line = 0
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
                line = line_of(first, program.filename)
            forget_where(first)
        turns = sum(loop.turn for loop in stage.loops)
    stdout_text, stderr_text = printed or [out.getvalue(), err.getvalue()]
    if refusal is not None:
        refusal.stdout, refusal.stderr = stdout_text, stderr_text
        raise refusal
    seconds = stage.world.now
    return Run(stdout_text, stderr_text, ending, last_words, trace, turns, seconds, code, line)


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
        part.stack[:] = [frame for frame in part.stack if not frame.filename.startswith(PACKAGE)]
        parts += [part.__cause__, part.__context__, *(part.exceptions or ())]
    return "".join(summary.format())
