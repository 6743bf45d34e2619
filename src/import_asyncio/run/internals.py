"""Private names that the stage leans on, in one place.

asyncio may change them in any release. ``missing()`` says which are gone, so
that a new Python fails with a name and not with a riddle.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import inspect
import threading
from asyncio import base_events, futures, locks, queues, runners, tasks

LOOP_ATTRIBUTES = (
    "_ready",
    "_scheduled",
    "_selector",
    "_clock_resolution",
    "_default_executor",
    "_asyncgens",
)
LOOP_METHODS = ("_run_once", "_call_soon", "_process_events", "_write_to_self")


def missing() -> list[str]:
    """Return the private names that this Python does not have."""
    source = inspect.getsource(base_events)
    loop = [f"BaseEventLoop.{name}" for name in LOOP_METHODS if f"self.{name}(" not in source]
    loop += [f"BaseEventLoop.{name}" for name in LOOP_ATTRIBUTES if f"self.{name}" not in source]
    wanted = [
        (asyncio.Task, "_fut_waiter"),
        (asyncio.Task, "_must_cancel"),
        (asyncio.Task, "_exception"),
        (asyncio.Task, "_callbacks"),
        (asyncio.Task, "_source_traceback"),
        (asyncio.Task, "_log_destroy_pending"),
        (asyncio.Handle, "_args"),
        (asyncio.Handle, "_callback"),
        (asyncio.Handle, "_cancelled"),
        (asyncio.TimerHandle, "_run"),
        (asyncio.Timeout, "_on_timeout"),
        (asyncio.TaskGroup, "_abort"),
        (asyncio.TaskGroup, "_on_task_done"),
        (futures, "_set_result_unless_cancelled"),
        (runners, "_cancel_all_tasks"),
        (tasks, "_wait"),
        (threading, "_DummyThread"),
        (tasks, "_GatheringFuture"),
        (asyncio.TaskGroup(), "_tasks"),
        (asyncio.Lock(), "_locked"),
        (asyncio.Lock(), "_waiters"),
        (locks.Condition(), "_lock"),
        (asyncio.Event(), "_value"),
        (asyncio.Semaphore(), "_value"),
        (asyncio.Semaphore(), "_waiters"),
        (asyncio.Barrier(1), "_cond"),
        (queues.Queue(), "_finished"),
        (queues.Queue(), "_getters"),
        (queues.Queue(), "_putters"),
        (concurrent.futures.ThreadPoolExecutor(), "_max_workers"),
    ]
    return loop + [f"{owner!r}.{name}" for owner, name in wanted if not hasattr(owner, name)]
