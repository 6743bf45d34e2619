"""asyncio's private names that the stage leans on, in one place, each with its type.

asyncio may change them in any release. ``missing()`` says which are gone, so that a new Python
fails with a name and not with a riddle. The code of a function that is gone is ``None``, and no
frame and no callback is taken for it.
"""

from __future__ import annotations

import asyncio
import random
import sys
import threading
from asyncio import futures, runners, tasks
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from traceback import FrameSummary
from types import BuiltinMethodType, CodeType, MethodType
from typing import Any

from import_asyncio.run.private import attribute, code, missing, used

__all__ = ["missing"]

AnyFuture = asyncio.Future[Any]
AnyTask = asyncio.Task[Any]

# The loop.


class Loop(asyncio.BaseEventLoop):
    """asyncio's loop, with the types of what it keeps to itself."""

    _ready: deque[asyncio.Handle]
    _scheduled: list[asyncio.TimerHandle]
    _selector: object
    _clock_resolution: float
    _default_executor: ThreadPoolExecutor | None
    _asyncgens: Iterable[object]
    _check_closed: Callable[[], None]


used(asyncio.BaseEventLoop, "__init__", "_ready", "_scheduled", "_clock_resolution")
used(asyncio.BaseEventLoop, "__init__", "_default_executor", "_asyncgens")
used(asyncio.BaseEventLoop, "run_forever", "_run_once")
used(asyncio.BaseEventLoop, "_run_once", "_selector", "_process_events", "_ready", "_scheduled")
used(asyncio.BaseEventLoop, "_run_once", "_clock_resolution", "_run")
used(asyncio.BaseEventLoop, "call_soon", "_call_soon")
used(asyncio.BaseEventLoop, "call_soon_threadsafe", "_call_soon", "_write_to_self")
used(asyncio.BaseEventLoop, "call_at", "_check_closed")
attribute(asyncio, "_get_running_loop")
attribute(asyncio, "_set_running_loop")

attribute(asyncio.events, "_event_loop_policy")
SYSTEM = vars(sys.modules[f"asyncio.{'windows' if sys.platform == 'win32' else 'unix'}_events"])
DEFAULT_POLICY: Any = SYSTEM.get("_DefaultEventLoopPolicy", SYSTEM.get("DefaultEventLoopPolicy"))
attribute(DEFAULT_POLICY, "_loop_factory")

running_loop = asyncio._get_running_loop
set_running_loop = asyncio._set_running_loop


def forget_current_loop() -> None:
    """Take the policy that a program chose from asyncio, and the loop that it set with it."""
    vars(asyncio.events)["_event_loop_policy"] = None


# Handles: the callbacks of the loop.

STEPS = ("task_wakeup", "__wakeup", "__step")


class Handle(asyncio.Handle):
    """asyncio's handle, with the types of what it keeps to itself."""

    __slots__ = ()
    _callback: Callable[..., object] | None


class Timer(asyncio.TimerHandle):
    """asyncio's timer, with the types of what it keeps to itself."""

    __slots__ = ()
    _scheduled: bool


attribute(asyncio.Handle, "_run")
attribute(asyncio.Handle, "_loop")
attribute(asyncio.TimerHandle, "_scheduled")
callback_of: Callable[[asyncio.Handle], object] = attribute(asyncio.Handle, "_callback")
arguments_of: Callable[[asyncio.Handle], Sequence[Any]] = attribute(asyncio.Handle, "_args")
_END_OF_SLEEP = code(futures, "_set_result_unless_cancelled")


def ends_a_sleep(timer: asyncio.TimerHandle) -> bool:
    """Say whether a timer is the one of ``asyncio.sleep``."""
    return _is(callback_of(timer), _END_OF_SLEEP)


def task_of_step(callback: object) -> AnyTask | None:
    """Return the task of which a callback is the next step, or ``None`` if it is another."""
    task = getattr(callback, "__self__", None)
    if not isinstance(task, asyncio.Task):
        return None
    if isinstance(callback, (BuiltinMethodType, MethodType)):
        return task if callback.__name__ in STEPS else None
    return task


# Futures and tasks.

FUTURE_ITERATOR = "FutureIter"


stack_of: Callable[[AnyFuture], list[FrameSummary] | None] = attribute(
    asyncio.Future, "_source_traceback"
)
attribute(asyncio.Task, "_log_destroy_pending")
attribute(getattr(tasks, "_GatheringFuture", asyncio.Future), "_children")
awaited_future: Callable[[AnyTask], AnyFuture | None] = attribute(asyncio.Task, "_fut_waiter")
failure_of: Callable[[AnyTask], BaseException | None] = attribute(asyncio.Task, "_exception")
_must_cancel: Callable[[AnyTask], bool] = attribute(asyncio.Task, "_must_cancel")
_callbacks: Callable[[AnyFuture], Sequence[Any] | None] = attribute(asyncio.Future, "_callbacks")


def will_be_struck(task: AnyTask) -> bool:
    """Say whether the next step of a task begins with ``CancelledError``."""
    future = awaited_future(task)
    return _must_cancel(task) or (future is not None and future.cancelled())


def do_not_complain(task: Any) -> None:
    """Let asyncio say nothing when a pending task is lost."""
    task._log_destroy_pending = False


def callbacks_of(future: object) -> list[Callable[..., object]]:
    """Return what a future calls when it is done."""
    found = _callbacks(future) if isinstance(future, asyncio.Future) else None
    return [entry[0] for entry in found or ()]


def gathered_by(future: object) -> Sequence[AnyFuture]:
    """Return the futures that a future of ``asyncio.gather`` stands for; none for another."""
    return getattr(future, "_children", ())


# Functions, by their code: what a frame or a callback is.

_END_OF_SHIELD = code(asyncio, "shield", "_outer_done_callback", variables=["inner"])
_END_OF_CHAIN = code(futures, "_chain_future", "_call_check_cancel")
_RESULT_OF_CHAIN = code(futures, "_chain_future", "_set_state")
_NOTE_OF_GATHER = code(asyncio, "gather", "_done_callback", variables=["outer"])
_NOTE_OF_GROUP = code(asyncio.TaskGroup, "_on_task_done")
_exiting: Callable[[asyncio.TaskGroup], bool] = attribute(asyncio.TaskGroup, "_exiting")
_NOTE_OF_WAIT = code(tasks, "_wait", "_on_completion")

# The variables that say how long `sleep` sleeps, and what `wait` and `wait_for` wait for.
DELAY, AWAITED, LIMITED = "delay", "fs", "fut"
_WAIT_FOR = code(asyncio, "wait_for", variables=[LIMITED])
_ITERATOR = getattr(tasks, "_AsCompletedIterator", None)
_NEXT_COMPLETED = (
    code(asyncio, "as_completed", "_wait_for_one")
    if _ITERATOR is None
    else code(_ITERATOR, "_wait_for_one")
)

# The functions in which asyncio suspends a task, by what the task then waits for.
_SUSPENDED: Mapping[str, Sequence[CodeType | None]] = {
    "sleep": [code(asyncio, "sleep", variables=[DELAY])],
    "turn": [code(tasks, "__sleep0")],
    "lock": [code(asyncio.Lock, "acquire")],
    "event": [code(asyncio.Event, "wait")],
    "condition": [code(asyncio.Condition, "wait")],
    "semaphore": [code(asyncio.Semaphore, "acquire")],
    "barrier": [code(asyncio.Barrier, "wait")],
    "queue": [code(asyncio.Queue, name) for name in ("get", "put", "join")],
    "group": [code(asyncio.TaskGroup, "__aexit__")],
    "tasks": [code(tasks, "_wait", variables=[AWAITED]), _NEXT_COMPLETED],
    "task": [_WAIT_FOR],
    "thread": [code(asyncio, "to_thread")],
}
SUSPENDING: Mapping[str, str] = {
    found.co_qualname: kind for kind, codes in _SUSPENDED.items() for found in codes if found
} | {"TaskGroup._aexit": "group"}

# The functions in which asyncio itself cancels tasks, by what makes it do so.
CANCELLING: Mapping[str, Sequence[CodeType | None]] = {
    "timeout": [code(asyncio.Timeout, "_on_timeout"), _WAIT_FOR],
    "task group": [
        code(asyncio.TaskGroup, "_abort"),
        _NOTE_OF_GROUP,
        code(asyncio.TaskGroup, "__aexit__"),
    ],
    "end of run": [code(runners, "_cancel_all_tasks")],
}


def shielded_by(callback: object) -> AnyFuture | None:
    """Return the future that ``asyncio.shield`` shields; ``None`` for another callback."""
    return _outer_variable(callback, "inner") if _is(callback, _END_OF_SHIELD) else None


def is_end_of_chain(callback: object) -> bool:
    """Say whether a callback is of a future that stands for one of a thread."""
    return _is(callback, _END_OF_CHAIN)


def brings_a_result(handle: asyncio.Handle) -> bool:
    """Say whether a callback from a thread is how asyncio hands over the result of its job."""
    return _is(callback_of(handle), _RESULT_OF_CHAIN)


def gathering_of(callback: object) -> AnyFuture | None:
    """Return the future of the ``asyncio.gather`` to which a callback tells an end, if it does."""
    return _outer_variable(callback, "outer") if _is(callback, _NOTE_OF_GATHER) else None


def is_note_of_group(callback: object) -> bool:
    """Say whether a callback tells a task group of the end of one of its tasks."""
    return _is(callback, _NOTE_OF_GROUP)


def has_left_its_body(note_of_group: Any) -> bool:
    """Say whether the task group that such a callback tells has come to the end of its body."""
    return bool(_exiting(note_of_group.__self__))


def is_note_of_wait(callback: object) -> bool:
    """Say whether a callback tells ``asyncio.wait`` of an end."""
    return _is(callback, _NOTE_OF_WAIT)


def _is(callback: object, wanted: CodeType | None) -> bool:
    return wanted is not None and getattr(callback, "__code__", None) is wanted


def _outer_variable(callback: Any, name: str) -> Any:
    """Return a variable that a function has from the one around it."""
    return callback.__closure__[callback.__code__.co_freevars.index(name)].cell_contents


# Primitives: for each class the attribute that its methods set, when it is made, and, for a lock
# and a semaphore, when it is taken and given back.
CHANGING: tuple[tuple[type, str], ...] = (
    (asyncio.Lock, "_locked"),
    (asyncio.Event, "_value"),
    (asyncio.Condition, "_lock"),
    (asyncio.Semaphore, "_value"),
    (asyncio.Barrier, "_cond"),
    (asyncio.Queue, "_finished"),
)
for _kind, _name in CHANGING:
    attribute(_kind, _name)

lock_of: Callable[[asyncio.Condition], asyncio.Lock] = attribute(asyncio.Condition, "_lock")
waiters_of: Callable[[asyncio.Semaphore], Iterable[AnyFuture] | None] = attribute(
    asyncio.Semaphore, "_waiters"
)

# Chance: the generator that the functions of `random` share.

attribute(random, "_urandom")
attribute(random, "_inst")
shared_random: random.Random = vars(random)["_inst"]

# Threads.

attribute(threading, "_DummyThread")
places_in: Callable[[ThreadPoolExecutor], int] = attribute(ThreadPoolExecutor, "_max_workers")


def is_foreign(thread: threading.Thread) -> bool:
    """Say whether Python did not start a thread: it is one of the host's."""
    return isinstance(thread, threading._DummyThread)
