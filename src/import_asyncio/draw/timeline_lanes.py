"""The lanes of a timeline: a task each, what ran outside of tasks, and tasks folded into one."""

from __future__ import annotations

from dataclasses import dataclass

from import_asyncio.draw.folding import kept_tasks, runs, words_of_tasks
from import_asyncio.draw.text import cells, printable, short
from import_asyncio.recording import Recording

LONGEST_LABEL = 20
LONGEST_CALL = 12
FIRST_LANES, BAD_LANES, LAST_LANES = 7, 3, 2
OUTSIDE = ("callback", "thread", "module")


@dataclass(frozen=True)
class Lane:
    """One row of the picture: a task, what ran outside of tasks, or many tasks folded.

    ``call`` stands below its label: the call of a task, or what folded tasks do.
    """

    label: str
    call: str
    task: int | None = None
    place: str = "task"
    fold: bool = False


def lanes_of(recording: Recording) -> tuple[list[Lane], dict[int, int], dict[int, int]]:
    """Return the lanes, the lane of each task that has one, and that of each folded task."""
    lanes: list[Lane] = []
    own: dict[int, int] = {}
    folded: dict[int, int] = {}
    tasks = range(len(recording.tasks))
    shown = kept_tasks(recording, first=FIRST_LANES, bad=BAD_LANES, last=LAST_LANES)
    for is_shown, run in runs(tasks, shown):
        if not is_shown:
            folded |= dict.fromkeys(run, len(lanes))
            lanes.append(Lane(*words_of_tasks(recording, run), fold=True))
            continue
        for task in run:
            own[task] = len(lanes)
            lanes.append(_lane(recording, task))
    places = {step.place for step in recording.steps}
    lanes += [Lane(place, "", place=place) for place in OUTSIDE if place in places]
    return lanes, own, folded


def _lane(recording: Recording, task: int) -> Lane:
    entry = recording.tasks[task]
    known = entry.call.startswith(f"{entry.label}(")
    call = "" if known else _short_call(printable(entry.call))
    return Lane(short(entry.label, LONGEST_LABEL), call, task)


def _short_call(call: str) -> str:
    if cells(call) <= LONGEST_CALL:
        return call
    name, _, arguments = call.partition("(")
    return short(f"{name.rpartition('.')[2]}({'' if arguments == ')' else '…'})", LONGEST_CALL)
