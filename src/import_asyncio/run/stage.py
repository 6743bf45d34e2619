"""Puts a loop whose outside world is replaced under everything that asks asyncio for one."""

from __future__ import annotations

import concurrent.futures
import contextlib
import contextvars
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from import_asyncio.errors import Stopped
from import_asyncio.program import Program
from import_asyncio.run.clock import Clock
from import_asyncio.run.exits import Exits
from import_asyncio.run.internals import forget_current_loop, running_loop, set_running_loop
from import_asyncio.run.isolation import garbage_left_alone, replaced
from import_asyncio.run.limits import Limits
from import_asyncio.run.loop import StageLoop, World
from import_asyncio.run.loops import ways_to_a_loop
from import_asyncio.run.luck import Luck, lucky
from import_asyncio.run.refusals import refusals
from import_asyncio.run.sets import sets_arranged
from import_asyncio.run.stacks import stacks_cut
from import_asyncio.run.virtual_time import BEGINNING, virtual_times

THE_SAME = "here they are the same in each run"
ONE_AT_A_TIME = threading.RLock()
MakeLoop = Callable[..., StageLoop]


@dataclass
class Stage:
    """A stage in use: its world, the loops made on it, and what stopped the program."""

    world: World
    filename: str
    loops: list[StageLoop] = field(default_factory=list)
    stopped: Stopped | None = None
    on_stop: Callable[[Stopped], None] = lambda stop: None
    exits: Exits = field(init=False)
    luck: Luck = field(init=False)
    date_line: int = 0

    def __post_init__(self) -> None:
        self.exits = Exits(self.filename, self.stop)
        self.luck = Luck(self.filename)

    def remarks(self) -> tuple[str, ...]:
        """Return what is not as it would be elsewhere, in words."""
        said = []
        if self.luck.line:
            said.append(f"line {self.luck.line} asks for random numbers; {THE_SAME}")
        if self.date_line:
            said.append(f"line {self.date_line} asks for the time of day; {BEGINNING}")
        return tuple(said)

    def execute(self, program: Program, module: ModuleType) -> None:
        """Run a program in its module, and then what it registered for its end."""
        try:
            with garbage_left_alone():
                contextvars.copy_context().run(program.execute, module)
        except Stopped:
            self.exits.forget()
            raise
        finally:
            if self.stopped is None:
                self.exits.run()

    def stop(self, reason: Stopped) -> None:
        """Hear what ends the program from outside; the first counts."""
        if self.stopped is None:
            self.stopped = reason
            self.on_stop(reason)

    def arrange(self, members: Sequence[Any]) -> Sequence[Any]:
        """Let the world arrange a set, unless the program is over."""
        over = any(loop.stopped for loop in self.loops)
        return members if over else self.world.arrange(members)

    def begin(self, world: World) -> None:
        """Begin another run, on a new world, of which nothing is known yet."""
        self.world = world
        self.loops.clear()
        self.stopped = None
        self.exits.forget()
        self.luck.begin()
        forget_current_loop()

    def let_go(self) -> None:
        """Drop all references to tasks, so that asyncio complains of them now and not later."""
        forget_where(self.stopped)
        self.loops.clear()


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
    stage = Stage(Clock() if world is None else world, filename, on_stop=on_stop)

    def new_event_loop() -> StageLoop:
        loop = make_loop(stage.world, filename=filename, most_turns=most_turns, on_stop=stage.stop)
        stage.loops.append(loop)
        return loop

    running = running_loop()
    with ONE_AT_A_TIME, contextlib.ExitStack() as patches:
        for owner, name, value in (
            *ways_to_a_loop(new_event_loop),
            *virtual_times(stage),
            *refusals(),
            *stage.exits.patches(),
            *stacks_cut(filename),
            *lucky(),
            (concurrent.futures.Future, "result", _result(stage)),
        ):
            patches.enter_context(replaced(owner, name, value))
        patches.enter_context(sets_arranged(stage.arrange))
        set_running_loop(None)
        stage.luck.start()
        try:
            yield stage
        finally:
            stage.luck.end()
            set_running_loop(running)
            stage.let_go()


def forget_where(problem: BaseException | None) -> None:
    """Drop the frames of an exception, which would keep the program's tasks alive."""
    if problem is not None:
        problem.__context__ = problem.__cause__ = problem.__traceback__ = None


def _result(stage: Stage) -> Callable[..., Any]:
    """Let a thread that waits for a result of the loop give way to it."""
    real_result = concurrent.futures.Future.result

    def result(self: concurrent.futures.Future[Any], timeout: float | None = None) -> Any:
        if timeout is None:
            for loop in stage.loops:
                loop.workers.wait_for(self)
        return real_result(self, timeout)

    return result
