"""Threads on the stage: one works at a time, and the clock stands still meanwhile.

A job that a program hands to an executor runs in a real thread, but only while
the loop lets it: in order of submission, each until it sleeps, waits for a result
of the loop, or ends. ``time.sleep`` in a thread waits for the virtual clock.
"""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from enum import Enum, auto
from typing import Any

from import_asyncio.errors import LimitReached, Refused
from import_asyncio.run.internals import places_in

SECONDS_OF_WORK = 10.0


class State(Enum):
    """Where a job stands."""

    SUBMITTED = auto()
    AT_THE_DOOR = auto()
    WORKING = auto()
    ASLEEP = auto()
    BLOCKED = auto()
    DONE = auto()


class Job:
    """One function on its way through an executor."""

    def __init__(self, executor: Executor) -> None:
        self.executor = executor
        self.state = State.SUBMITTED
        self.until = 0.0
        self.awaited: Future[Any] | None = None


class Workers:
    """Every job of one loop, in order of submission."""

    def __init__(self) -> None:
        self.threads: set[threading.Thread] = set()
        self._jobs: list[Job] = []
        self._changed = threading.Condition()
        self._mine = threading.local()
        self._calls = 0
        self._calls_heard = 0

    def submit(
        self,
        loop: asyncio.AbstractEventLoop,
        executor: Executor,
        func: Callable[..., Any],
        args: tuple[Any, ...],
    ) -> asyncio.Future[Any]:
        """Hand ``func`` to ``executor``; in a thread it waits until it is let to work.

        Raises ``Refused`` for a pool of processes.
        """
        if any(kind.__name__ == "ProcessPoolExecutor" for kind in type(executor).__mro__):
            raise Refused("the program uses a pool of processes; the stage has no processes")
        job = Job(executor)

        def work(*args: Any) -> Any:
            self._mine.job = job
            self.threads.add(threading.current_thread())
            self._pause(job, State.AT_THE_DOOR)
            return func(*args)

        if isinstance(executor, ThreadPoolExecutor):
            future = executor.submit(work, *args)
        else:
            job.state = State.WORKING
            future = executor.submit(func, *args)
        self._jobs.append(job)
        # asyncio's callback is added first: the loop hears of the result before the job is done.
        wrapped = asyncio.wrap_future(future, loop=loop)
        future.add_done_callback(lambda _: self._move(job, State.DONE))
        return wrapped

    def sleep(self, seconds: float, now: float) -> bool:
        """Sleep on the virtual clock if the calling thread is a worker; say whether it is."""
        job: Job | None = getattr(self._mine, "job", None)
        if job is None:
            return False
        job.until = round(now + seconds, 9)
        self._pause(job, State.ASLEEP)
        return True

    def wait_for(self, future: Future[Any]) -> None:
        """Give way until ``future`` is done, if the calling thread is a worker."""
        job: Job | None = getattr(self._mine, "job", None)
        if job is not None and not future.done():
            job.awaited = future
            self._pause(job, State.BLOCKED)

    def deadlines(self) -> list[float]:
        """Return the times at which sleeping threads wake, in seconds."""
        return [job.until for job in self._jobs if job.state is State.ASLEEP]

    def wake(self) -> None:
        """Tell the loop that a callback came from a thread."""
        with self._changed:
            self._calls += 1
            self._changed.notify_all()

    def settle(self, now: float) -> bool:
        """Let threads work until each sleeps past ``now``, waits, or is done.

        Say whether one of them has called the loop since the last time. Raises
        ``LimitReached`` when a thread works for more than ten real seconds.
        """
        while runnable := [job for job in self._jobs if self._can_work(job, now)]:
            self._work(runnable[0])
            self._jobs = [job for job in self._jobs if job.state is not State.DONE]
        called = self._calls != self._calls_heard
        self._calls_heard = self._calls
        return called

    def _work(self, job: Job) -> None:
        if job.state is State.SUBMITTED:
            self._wait(lambda: job.state is not State.SUBMITTED)
        if job.state in (State.AT_THE_DOOR, State.ASLEEP, State.BLOCKED):
            self._move(job, State.WORKING)
        self._wait(lambda: job.state is not State.WORKING)

    def _can_work(self, job: Job, now: float) -> bool:
        match job.state:
            case State.DONE:
                return False
            case State.ASLEEP:
                return job.until <= now
            case State.BLOCKED:
                return job.awaited is not None and job.awaited.done()
            case State.SUBMITTED if isinstance(job.executor, ThreadPoolExecutor):
                inside = Counter(
                    other.executor for other in self._jobs if other.state is not State.SUBMITTED
                )
                return inside[job.executor] < places_in(job.executor)
        return True

    def _pause(self, job: Job, state: State) -> None:
        self._move(job, state)
        with self._changed:
            self._changed.wait_for(lambda: job.state is State.WORKING)

    def _move(self, job: Job, state: State) -> None:
        with self._changed:
            job.state = state
            self._changed.notify_all()

    def _wait(self, condition: Callable[[], bool]) -> None:
        with self._changed:
            if not self._changed.wait_for(condition, SECONDS_OF_WORK):
                raise LimitReached(
                    f"a thread has worked for {SECONDS_OF_WORK:g} s without an end; "
                    'if it waits for another thread, say `needs = ["threads"]` in the metadata'
                )
