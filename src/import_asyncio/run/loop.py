"""The event loop whose outside world is replaced.

asyncio's own turn, tasks, futures and locks run unchanged. The loop is its own
selector, and what ``select()`` answers is the one place where a world plugs in.
"""

from __future__ import annotations

import asyncio
import itertools
import math
import threading
from collections.abc import Callable, Coroutine, Generator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextvars import Context
from typing import Any, NoReturn, Protocol, TypeVar, TypeVarTuple, Unpack
from weakref import WeakValueDictionary

from import_asyncio.errors import Deadlock, LimitReached, Refused, Stopped
from import_asyncio.run import internals
from import_asyncio.run.refusals import OF_A_LOOP, refusal
from import_asyncio.run.stacks import cut_stack_of
from import_asyncio.run.task_names import called, hint
from import_asyncio.run.teardown import close_all
from import_asyncio.run.threads import Workers
from import_asyncio.run.waiting import where_tasks_wait

MOST_THREADS = 32
NANOSECOND = 1e-9
REAL_NAME = asyncio.SelectorEventLoop.__name__
Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")
Awaited = Generator[Any, None, Result] | Coroutine[Any, Any, Result]


class World(Protocol):
    """The outside of a loop: its clock, and when answers arrive."""

    now: float

    def add_timer(self, loop: StageLoop, timer: Timer) -> None:
        """Take over a timer that the loop made."""

    def poll(self, loop: StageLoop, *, wait: bool) -> None:
        """Deliver answers; ``wait`` says that the loop has nothing else to do."""

    def arrange(self, members: Sequence[Any]) -> Sequence[Any]:
        """Return the members of a set in the order in which it is gone through."""


class Timer(internals.Timer):
    """A timer that breaks the tie of equal deadlines by order of creation."""

    __slots__ = ("serial",)

    def __init__(
        self,
        when: float,
        callback: Callable[..., object],
        args: tuple[Any, ...],
        loop: StageLoop,
        context: Context | None,
        serial: int,
    ) -> None:
        super().__init__(when, callback, args, loop, context)
        self.serial = serial

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Timer):
            return NotImplemented
        return (self.when(), self.serial) < (other.when(), other.serial)


Timer.__name__ = "TimerHandle"


class StageTask(asyncio.Task[Any]):
    """A task whose hash is its number, so that a set of tasks has the same order in each run.

    ``hint`` is what a reader may call it by when the program gives it no name.
    """

    serial = 0
    hint = ""

    def __hash__(self) -> int:
        return self.serial


StageTask.__name__ = StageTask.__qualname__ = "Task"  # asyncio prints it with the task


class StageLoop(internals.Loop):
    """An event loop on a world of its own.

    ``turn`` counts the turns, ``spells`` how often it began to run, ``created`` the tasks, and
    ``stopped`` says whether something ended the program from outside.
    It refers to its tasks weakly, so that asyncio finds them lost when it would.
    A program that takes more than ``most_turns`` raises ``LimitReached``. ``on_stop`` hears of
    everything that ends the program from outside, before its tasks are cancelled.
    """

    task_type: type[StageTask] = StageTask
    timer_type: type[Timer] = Timer

    def __init__(
        self,
        world: World,
        *,
        filename: str,
        most_turns: int,
        on_stop: Callable[[Stopped], None],
    ) -> None:
        super().__init__()
        self.on_stop = on_stop
        self.world = world
        self.filename = filename
        self.turn = 0
        self.spells = 0
        self.most_turns = most_turns
        self.created = 0
        self._tasks: WeakValueDictionary[int, asyncio.Task[Any]] = WeakValueDictionary()
        self.workers = Workers()
        self._selector = self
        self._serial = itertools.count()
        self._threads_before = set(threading.enumerate())
        self.stopped = False

    def __repr__(self) -> str:
        return super().__repr__().replace(type(self).__name__, REAL_NAME, 1)

    def time(self) -> float:
        """Return the world's time, in seconds."""
        return self.world.now

    def run_forever(self) -> None:
        """Run; tell of what ends the program from outside, in the world or in a step."""
        self.spells += 1
        try:
            super().run_forever()
        except Stopped as stop:
            self.stopped = True
            self.on_stop(stop)
            raise

    def close(self) -> None:
        """Close the loop; in a program that was stopped, no task is left to run."""
        if self.stopped:
            close_all(self.tasks, self)
        super().close()

    @property
    def tasks(self) -> list[asyncio.Task[Any]]:
        """The tasks that somebody holds, in order of creation."""
        return list(self._tasks.values())

    def called(self, name: str) -> list[asyncio.Task[Any]]:
        """Return the tasks that a reader calls by that name."""
        return [task for task in self.tasks if called(task) == name]

    def strike(self, name: str) -> None:
        """Cancel the first task of that name that is not done, as the world asks."""
        for task in self.called(name):
            if not task.done():
                self.task_struck(task)
                task.cancel()
                return

    def task_struck(self, task: asyncio.Task[Any]) -> None:
        """Hear of a task that is cancelled by the world; for a loop that watches."""

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """Call the handler, unless the program was stopped: what comes of that is no news."""
        if not self.stopped:
            super().call_exception_handler(context)

    def select(self, timeout: float | None) -> list[object]:
        """Begin a turn: count it, let threads work, then ask the world."""
        self.turn += 1
        if self.turn > self.most_turns:
            raise LimitReached(f"the program is not done after {self.most_turns} turns")
        called = self.workers.settle(self.time())
        self.world.poll(self, wait=timeout != 0 and not called)
        self._clock_resolution = max(NANOSECOND, math.ulp(self.time()))
        return []

    def call_at(
        self,
        when: float,
        callback: Callable[[Unpack[Arguments]], object],
        *args: *Arguments,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        """Make a timer and give it to the world; ``when`` is rounded to a nanosecond."""
        if when is None:
            raise TypeError("when cannot be None")
        self._check_closed()
        timer = self.timer_type(round(when, 9), callback, args, self, context, next(self._serial))
        timer._scheduled = True
        self.world.add_timer(self, timer)
        return timer

    def create_task(
        self,
        coro: Awaited[Result],
        *,
        name: object = None,
        context: Context | None = None,
        **options: Any,
    ) -> asyncio.Task[Result]:
        """Create a task, numbered from 1 in each run."""
        self.created += 1
        number = self.created
        if name is None:
            name = f"Task-{number}"
        self.task_comes(coro)
        factory = self.get_task_factory()
        eager = factory is not None and factory is getattr(asyncio, "eager_task_factory", None)
        if factory is None or eager:
            self._check_closed()
            if eager:
                options["eager_start"] = True
            task = self.task_type.__new__(self.task_type)
            task.serial = number
            task.hint = hint(coro)
            self.task_type.__init__(
                task, coro, loop=self, name=str(name), context=context, **options
            )
            return self._born(task, number)
        made: Any = super().create_task(coro, name=name, context=context, **options)
        made.serial = number
        return self._born(made, number)

    def _born(self, task: asyncio.Task[Any], number: int) -> asyncio.Task[Any]:
        if self.get_debug():
            cut_stack_of(task, self.filename)
        self._tasks[number] = task
        self.task_came(task)
        return task

    def create_future(self) -> asyncio.Future[Any]:
        """Create a future that does not know of the stage."""
        future = super().create_future()
        if self.get_debug():
            cut_stack_of(future, self.filename)
        return future

    def task_comes(self, coro: Any) -> None:
        """Hear of a coroutine that is about to become a task; for a loop that watches."""

    def task_came(self, task: asyncio.Task[Any]) -> None:
        """Hear of a task that was created, and may have run already if it is eager."""

    def run_in_executor(
        self,
        executor: Executor | None,
        func: Callable[[Unpack[Arguments]], Result],
        *args: *Arguments,
    ) -> asyncio.Future[Result]:
        """Let ``func`` work in an executor, when it is its turn."""
        self._check_closed()
        if executor is None:
            executor = self._default_executor
            if executor is None:
                executor = ThreadPoolExecutor(MOST_THREADS, thread_name_prefix="asyncio")
                self.set_default_executor(executor)
        return self.workers.submit(self, executor, func, args)

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:
        """Let sleeping threads finish, then wait for the threads to end."""
        while deadlines := self.workers.deadlines():
            self.world.now = max(self.world.now, min(deadlines))
            self.workers.settle(self.world.now)
        executor = self._default_executor
        if executor is not None:
            executor.shutdown(wait=True)

    def raise_deadlock(self) -> NoReturn:
        """Raise ``Deadlock``, or ``Refused`` if threads of the program are still at work."""
        new = set(threading.enumerate()) - self._threads_before - self.workers.threads
        if not all(map(internals.is_foreign, new)):
            raise Refused("the program starts threads of its own; the stage cannot see them")
        raise Deadlock(where_tasks_wait(self.tasks, self.filename))

    def _process_events(self, events: list[object]) -> None:
        pass

    def _write_to_self(self) -> None:
        self.workers.wake()


for _name in OF_A_LOOP.split():
    _why = f"the program calls {_name}(); the stage has no network, no processes and no signals"
    setattr(StageLoop, _name, refusal(_why))
