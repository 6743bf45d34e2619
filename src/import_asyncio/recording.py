"""The recording of one run: plain data, and JSON both ways.

A recording is a ``Recording``. In JSON each class below is an object with the
same field names, a tuple is an array, and ``None`` is ``null``. Tasks, steps,
waits and the rest refer to one another by their index, from 0. Times are
virtual seconds since the start of the run; lines count from 1 in the program's
file, and 0 is no line of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar

from import_asyncio.errors import GuideError
from import_asyncio.labels import several

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SCHEMA = 3


@dataclass(slots=True)
class Task:
    """One task, in order of creation.

    ``name`` is its own name, ``label`` the one that a reader sees, ``call`` the call of its
    coroutine with the arguments that are plain values. ``parent`` is the task that created
    it, and ``born`` the step in which it did; both are ``None`` for a main task. ``end`` is
    ``"done"``, ``"cancelled"``, the type of the exception that it ended in, or empty for a
    task that never ended.
    """

    name: str
    label: str
    call: str
    parent: int | None = None
    born: int | None = None
    end: str = ""


@dataclass(slots=True)
class Primitive:
    """One lock, event, condition, semaphore, barrier or queue that a task waited for or held.

    ``kind`` is one of these words, ``label`` the one that a reader sees (``"lock"``, or
    ``"lock rent"`` where there are several).
    """

    kind: str
    label: str


@dataclass(slots=True)
class Step:
    """One unbroken stretch of a task, from being resumed to its next suspension.

    ``place`` is ``"task"``, or where the program ran outside of any task, ``task`` then being
    ``None``: ``"callback"``, ``"thread"`` or ``"module"`` (before or after the loop).
    ``resumes`` is the line at which the task stood (the ``def`` for its first step),
    ``suspends`` the line at which it stands afterwards, or ``None`` when it has ended.
    ``within`` is the step inside which an eager task took its first one. ``struck`` is the
    cancellation with which the step began.
    """

    task: int | None
    place: str
    turn: int
    time: float
    resumes: int
    suspends: int | None = None
    within: int | None = None
    struck: int | None = None


@dataclass(slots=True)
class Wait:
    """One wait of a task, between two of its steps.

    ``kind`` is that of a primitive, or ``"future"``; an answer: ``"sleep"``, ``"thread"``;
    other tasks: ``"task"``, ``"tasks"``; or ``"turn"`` for a task that only lets others run.
    ``label`` is its short name, ``primitive`` and ``tasks`` are what it waits for. ``begin`` is
    the step that ended in the wait, ``end`` the step that followed, or ``None`` where none did.
    ``woken_by`` is the step that made the task ready, or ``None`` where an answer did;
    ``woken`` says whether anything did.
    """

    task: int
    kind: str
    label: str
    line: int
    begin: int
    primitive: int | None = None
    tasks: tuple[int, ...] = ()
    end: int | None = None
    woken: bool = False
    woken_by: int | None = None


@dataclass(slots=True)
class Print:
    """One printed line, the step that printed it, and its line in the program.

    Where several steps print one line, what each of them printed of it is a print of its own; so
    is what a step leaves without an end. ``line`` is where the print begins.
    """

    text: str
    step: int
    line: int


@dataclass(slots=True)
class Cancellation:
    """One request to cancel a task.

    ``cause`` is ``"cancel"``, ``"timeout"``, ``"task group"`` (one of its tasks failed) or
    ``"end of run"`` (``asyncio.run`` clears up). ``by`` is the step that asked, ``None`` for
    a timer or the end of the run, and ``line`` its line. ``struck`` is the step that began
    with ``CancelledError``, ``None`` where it never reached the task.
    """

    task: int
    cause: str
    line: int
    by: int | None = None
    struck: int | None = None


@dataclass(slots=True)
class Hold:
    """The time during which a task has a lock or a place in a semaphore.

    ``begin`` is the step that took it, or that handed it over; ``end`` the step that gave
    it back, or ``None``.
    """

    task: int
    primitive: int
    begin: int
    end: int | None = None


@dataclass(slots=True)
class Act:
    """One thing that a step did; a recording has them in the order in which they happened.

    ``verb`` and ``what`` are ``"starts"`` and a task, ``"takes"`` or ``"gives back"`` and a
    hold, ``"prints"`` and a print, ``"cancels"`` and a cancellation, ``"wakes"`` and a wait. A
    step of a task has one act that closes it: ``"waits"`` and a wait, or ``"ends"`` and its task;
    what comes after that was done by a callback in its name.
    """

    step: int
    verb: str
    what: int


@dataclass(slots=True)
class Track:
    """An expression that was watched, and what it was after each step.

    ``values`` has a text for each step, as Python writes the value, empty where the expression has
    none. ``problem`` says why it never had one, else it is empty.
    """

    expression: str
    values: tuple[str, ...]
    problem: str = ""


@dataclass(slots=True)
class Recording:
    """Everything that one run did.

    ``ending`` is empty for a program that ran to its end, else ``"deadlock"`` or the type of
    its exception; ``transcript`` is what it printed, with how it ended. ``seconds`` are virtual.
    """

    program: str
    ending: str
    transcript: str
    seconds: float
    tasks: tuple[Task, ...]
    primitives: tuple[Primitive, ...]
    steps: tuple[Step, ...]
    waits: tuple[Wait, ...]
    prints: tuple[Print, ...]
    cancellations: tuple[Cancellation, ...]
    holds: tuple[Hold, ...]
    acts: tuple[Act, ...]
    tracks: tuple[Track, ...] = ()

    def waits_for_ever(self) -> list[Wait]:
        """Return the waits in which a deadlock ended."""
        return [wait for wait in self.waits if wait.end is None and self.ending == "deadlock"]

    def label_at_end(self, wait: Wait) -> str:
        """Return a wait's label, of several tasks only those that were not done at the end."""
        left = self.left(wait)
        return several([self.tasks[task].label for task in left]) if left else wait.label

    def left(self, wait: Wait) -> list[int]:
        """Return the tasks of a wait that were not done at the end of the run."""
        return [task for task in wait.tasks if not self.tasks[task].end]

    def holders(self, wait: Wait) -> list[int]:
        """Return the tasks that held the primitive of a wait when it began, without repetition."""
        held: dict[int, int] = {}
        for act in self.acts:
            match act.verb:
                case "takes" if self.holds[act.what].primitive == wait.primitive:
                    held[act.what] = self.holds[act.what].task
                case "gives back":
                    held.pop(act.what, None)
                case "waits" if self.waits[act.what] is wait:
                    break
        return list(dict.fromkeys(held.values()))

    def holders_at_end(self, wait: Wait) -> list[int]:
        """Return the tasks that hold the primitive of a wait at the end, without repetition."""
        found = [
            hold.task
            for hold in self.holds
            if hold.primitive == wait.primitive and hold.end is None
        ]
        return list(dict.fromkeys(found))

    def to_json(self) -> str:
        """Return the recording as JSON, one line; half a surrogate pair is written escaped."""
        text = json.dumps({"schema": SCHEMA, **asdict(self)}, ensure_ascii=False)
        return text.encode("utf-8", "backslashreplace").decode("utf-8")


PARTS: Mapping[str, type[DataclassInstance]] = {
    "tasks": Task,
    "primitives": Primitive,
    "steps": Step,
    "waits": Wait,
    "prints": Print,
    "cancellations": Cancellation,
    "holds": Hold,
    "acts": Act,
    "tracks": Track,
}

Part = TypeVar("Part", bound="DataclassInstance")


def from_json(text: str) -> Recording:
    """Read a recording back; raises ``GuideError`` where the text is not one."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as problem:
        raise GuideError(f"this is not a recording: {problem}") from problem
    if not isinstance(data, dict) or data.pop("schema", None) != SCHEMA:
        raise GuideError(
            f"this is not a recording of schema {SCHEMA}; make it anew with "
            "`import-asyncio record FILE --json`"
        )
    for name, kind in PARTS.items():
        data[name] = tuple(_part(kind, name, entry) for entry in data.get(name, ()))
    for wait in data["waits"]:
        wait.tasks = tuple(wait.tasks)
    for track in data["tracks"]:
        track.values = tuple(track.values)
    return _part(Recording, "recording", data)


def _part(kind: type[Part], where: str, data: dict[str, Any]) -> Part:
    known = {field.name for field in fields(kind)}
    if unknown := data.keys() - known:
        raise GuideError(f"this is not a recording: {where} has {', '.join(sorted(unknown))}")
    try:
        return kind(**data)
    except TypeError as problem:
        raise GuideError(f"this is not a recording: {where}: {problem}") from problem
