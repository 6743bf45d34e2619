"""A recording in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from import_asyncio.layout import FOR_EVER, clock, printable
from import_asyncio.recording import Recording, Step, Wait

MOST_STEPS, FIRST_STEPS, LAST_STEPS = 60, 30, 15
MOST_NAMES = 6
OUTSIDE = {"callback": "A callback", "thread": "A thread", "module": "The module"}


def title(recording: Recording) -> str:
    """Name the picture of a recording."""
    return f"Timeline of {recording.program}"


def describe(recording: Recording) -> str:
    """Say what happened, one line for each time of the clock and one for the outcome."""
    steps = list(enumerate(recording.steps))
    if len(steps) <= MOST_STEPS:
        lines = _told(recording, steps)
    else:
        lines = [
            *_told(recording, steps[:FIRST_STEPS]),
            f"… {len(steps) - FIRST_STEPS - LAST_STEPS} steps more …",
            *_told(recording, steps[-LAST_STEPS:]),
        ]
    return "\n".join([*lines, _outcome(recording)])


def _told(recording: Recording, steps: Sequence[tuple[int, Step]]) -> list[str]:
    lines = []
    for time, together in groupby(steps, key=lambda pair: pair[1].time):
        sentences = [_sentence(recording, index, step) for index, step in together]
        lines.append(f"At {clock(time)}: {' '.join(sentences)}")
    return lines


def _sentence(recording: Recording, index: int, step: Step) -> str:
    subject = OUTSIDE[step.place] if step.task is None else recording.tasks[step.task].label
    return f"{subject} {_list(_clauses(recording, index, step)) or 'runs'}."


def _clauses(recording: Recording, index: int, step: Step) -> Iterator[str]:
    tasks = recording.tasks
    if step.struck is not None:
        yield _cancelled(recording, step.struck)
    if born := [task.label for task in tasks if task.born == index]:
        yield f"starts {_list(born)}"
    names = [primitive.label for primitive in recording.primitives]
    yield from _times(
        f"takes the {names[hold.primitive]}"
        for hold in recording.holds
        if hold.begin == index and hold.task == step.task
    )
    if said := [f"“{printable(line.text)}”" for line in recording.prints if line.step == index]:
        yield f"prints {_list(said)}"
    if asked := [tasks[stop.task].label for stop in recording.cancellations if stop.by == index]:
        yield f"cancels {_list(asked)}"
    yield from _times(
        f"gives back the {names[hold.primitive]}" for hold in recording.holds if hold.end == index
    )
    woken = [
        tasks[wait.task].label
        for wait in recording.waits
        if wait.woken_by == index and wait.task != step.task and not _struck_by(recording, wait)
    ]
    if woken:
        yield f"wakes {_list(woken)}"
    for wait in recording.waits:
        if wait.begin == index:
            yield _waits(recording, wait)
    if step.task is not None and step.suspends is None:
        end = tasks[step.task].end
        yield {"done": "is done", "cancelled": "ends, cancelled", "": "is left"}.get(
            end, f"ends in {end}"
        )


def _times(clauses: Iterable[str]) -> Iterator[str]:
    for clause, count in Counter(clauses).items():
        yield clause if count == 1 else f"{clause} {count} times"


def _cancelled(recording: Recording, index: int) -> str:
    stop = recording.cancellations[index]
    match stop.cause:
        case "timeout":
            return "is cancelled by its timeout"
        case "task group":
            return "is cancelled by its task group"
        case "end of run":
            return "is cancelled at the end of the run"
    return "is cancelled"


def _struck_by(recording: Recording, wait: Wait) -> bool:
    if wait.end is None:
        return False
    struck = recording.steps[wait.end].struck
    return struck is not None and recording.cancellations[struck].by == wait.woken_by


def _waits(recording: Recording, wait: Wait) -> str:
    match wait.kind:
        case "sleep":
            return f"sleeps {wait.label.removeprefix('sleep ')}"
        case "turn":
            return "lets others run"
        case "thread" | "future":
            return f"waits for a {wait.label}"
        case "task" | "tasks":
            return f"waits for {wait.label}"
    holders = [recording.tasks[task].label for task in recording.holders(wait)]
    held = f", which {_list(holders)} hold{'s' if len(holders) == 1 else ''}" if holders else ""
    return f"waits for the {wait.label}{held}"


def _outcome(recording: Recording) -> str:
    if recording.ending == "deadlock":
        waits = [
            f"{recording.tasks[wait.task].label} {_waits(recording, wait)}"
            for wait in recording.waits_for_ever()
        ]
        return f"Deadlock at {clock(recording.seconds)}, each {FOR_EVER}: {'; '.join(waits)}."
    how = f"ends in {recording.ending}" if recording.ending else "is done"
    return f"The program {how} at {clock(recording.seconds)}."


def _list(words: Iterable[str]) -> str:
    *first, last = list(words) or [""]
    if len(first) >= MOST_NAMES:
        first, last = first[:3], f"{len(first) - 2} more"
    return f"{', '.join(first)} and {last}" if first else last
