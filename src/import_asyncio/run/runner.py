"""Runs a program on the stage, as ``python FILE`` would."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import NamedTuple

from import_asyncio.errors import Deadlock, Exited, Interrupted, Stopped
from import_asyncio.program import Program
from import_asyncio.run.isolation import like_a_fresh_process
from import_asyncio.run.limits import Limits, watchdog
from import_asyncio.run.loop import StageLoop, World
from import_asyncio.run.stage import ONE_AT_A_TIME, MakeLoop, Stage, forget_where, on_stage
from import_asyncio.run.streams import Errors, Output
from import_asyncio.run.tracebacks import last_line, traceback_of
from import_asyncio.run.waiting import line_of, where_tasks_stand


@dataclass(frozen=True)
class Run:
    """What one run of a program gave.

    ``ending`` is empty for a program that ran to its end, else ``"deadlock"`` or the
    exception's type; ``last_words`` is what a transcript then ends with, and ``line`` the line of
    the program at which the exception was raised, or 0. ``seconds`` are virtual. ``code`` is what
    ``SystemExit`` was raised with: an exit status, or a text that Python prints. ``remarks`` say
    what would not be the same elsewhere.
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
    remarks: tuple[str, ...] = ()

    @property
    def transcript(self) -> str:
        """What the program printed, and how it ended if it ended badly."""
        return self.stdout + (self.last_words + "\n" if self.last_words else "")


class End(NamedTuple):
    """How a run ended, as ``Run`` says it."""

    ending: str = ""
    last_words: str = ""
    traceback: str = ""
    line: int = 0
    code: int | str | None = None


def run(
    program: Program,
    *,
    world: World | None = None,
    limits: Limits | None = None,
    make_loop: MakeLoop = StageLoop,
    stdout: Output | None = None,
    every_warning: bool = False,
) -> Run:
    """Run a program as ``python FILE`` would, on the virtual clock or on a ``world`` of its own.

    With ``every_warning``, those are told too that Python hides.
    Raises ``LimitReached`` where it does not end, ``Refused`` where it needs what the stage has
    not, and ``Interrupted``; every other ending, a deadlock included, is part of the ``Run``.
    """
    limits = limits or Limits()
    out = Output(limits.characters) if stdout is None else stdout
    err = Errors(limits.characters)

    def note(stop: Stopped) -> None:
        stop.stdout, stop.stderr = out.text, err.text
        tasks = [task for loop in stage.loops for task in loop.tasks]
        stop.standing = where_tasks_stand(tasks, stop, program.filename)

    with (
        ONE_AT_A_TIME,
        like_a_fresh_process(
            program, out.stream(), err.stream(), every_warning=every_warning
        ) as module,
        on_stage(
            program.filename, world, most_turns=limits.turns, make_loop=make_loop, on_stop=note
        ) as stage,
    ):
        problem = _execute(stage, program, module, limits.seconds)
        if isinstance(problem, KeyboardInterrupt):
            raise Interrupted(out.text, err.text, traceback_of(problem)) from None
        if stage.stopped is not None:
            problem = stage.stopped
        elif isinstance(problem, Stopped):
            note(problem)
        end = _end_of(problem, program.filename)
        forget_where(problem)
        turns = sum(loop.turn for loop in stage.loops)
        remarks = stage.remarks()
    printed = out.text, err.text
    if isinstance(problem, Stopped):
        if not isinstance(problem, (Deadlock, Exited)):
            raise problem
        printed = problem.stdout, problem.stderr
    return Run(
        *printed,
        ending=end.ending,
        last_words=end.last_words,
        traceback=end.traceback,
        turns=turns,
        seconds=stage.world.now,
        code=end.code,
        line=end.line,
        remarks=remarks,
    )


def _execute(
    stage: Stage, program: Program, module: ModuleType, seconds: float
) -> BaseException | None:
    """Run a program in its module; return what it raised, if it raised anything."""
    try:
        with watchdog(seconds):
            stage.execute(program, module)
    except BaseException as problem:
        return problem
    return None


def _end_of(problem: BaseException | None, filename: str) -> End:
    """Say how a run ended, given what the program raised, if it raised anything."""
    if problem is None:
        return End()
    if isinstance(problem, Exited):
        problem = SystemExit(problem.code)
    trace, line = traceback_of(problem), line_of(problem, filename)
    if isinstance(problem, Deadlock):
        return End("deadlock", problem.report, trace, line)
    code = _code(problem)
    if isinstance(problem, SystemExit) and not problem.code:
        return End("", "", trace, line, code)
    return End(type(problem).__name__, last_line(problem), trace, line, code)


def _code(problem: BaseException) -> int | str | None:
    if not isinstance(problem, SystemExit):
        return None
    code = problem.code
    return code if code is None or isinstance(code, int) else str(code)
