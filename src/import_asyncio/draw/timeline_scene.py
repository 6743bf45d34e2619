"""What a timeline shows of a recording, before anything has a place.

Its lanes, which steps have a column and in which lane, which arrows go from one lane to another,
and what is written below each step.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, TypeVar

from import_asyncio.draw.folding import FoldedSteps
from import_asyncio.draw.text import cells, head, printable
from import_asyncio.draw.timeline_lanes import Lane, lanes_of
from import_asyncio.draw.timeline_parts import Link
from import_asyncio.draw.values import by_end, changes, name_of, tracks_of
from import_asyncio.draw.values import shown as shown_value
from import_asyncio.recording import Act, Hold, Recording, Wait

LABEL_GAP = 2
MOST_NOTES = 4
FIRST_COLUMNS, NOTABLE_COLUMNS, LAST_COLUMNS = 20, 10, 10

Part = TypeVar("Part")


class Words(NamedTuple):
    """Words below a step: what it printed, or news of its fate, as of a ``Box``."""

    text: str
    fate: str = ""


@dataclass(frozen=True)
class Scene:
    """What of a recording is drawn.

    ``lane_of_step`` is ``None`` for a step of a folded task that no arrow leaves. ``steps`` are
    the others, some of them folded. ``links`` and ``words`` are by step. ``tracks`` has the name of
    each watched expression, and its values by the steps that change them, in that order.
    """

    recording: Recording
    lanes: Sequence[Lane]
    lane_of_task: Mapping[int, int]
    lane_of_step: Sequence[int | None]
    steps: FoldedSteps
    links: Mapping[int, Sequence[Link]]
    words: Mapping[int, Sequence[Words]]
    tracks: Sequence[tuple[str, Mapping[int, str]]]

    def without_calls(self) -> Scene:
        """Return the same without the calls of the tasks."""
        lanes = [lane if lane.fold else replace(lane, call="") for lane in self.lanes]
        return replace(self, lanes=lanes)

    def lane(self, step: int) -> int:
        """Return the lane of a step that has one."""
        lane = self.lane_of_step[step]
        assert lane is not None
        return lane

    @cached_property
    def shown(self) -> Sequence[int]:
        """The steps that have a column of their own, in their order."""
        return sorted(self.steps.kept)

    @cached_property
    def left(self) -> int:
        """Where the columns begin, right of the labels."""
        labels = [cells(text) for lane in self.lanes for text in (lane.label, lane.call)]
        labels += [cells(name) for name, _ in self.tracks]
        return max(labels, default=0) + LABEL_GAP

    @cached_property
    def first_steps(self) -> Mapping[int | None, int]:
        """The first step of each task."""
        steps = self.recording.steps
        return {steps[at].task: at for at in reversed(range(len(steps)))}

    @cached_property
    def last_steps(self) -> Mapping[int | None, int]:
        """The last step of each task."""
        return {step.task: at for at, step in enumerate(self.recording.steps)}

    @cached_property
    def woken_by(self) -> Mapping[int, Sequence[Wait]]:
        """The waits that each step brings to their end."""
        return _by_step((wait.woken_by, wait) for wait in self.recording.waits)

    @cached_property
    def ended_at(self) -> Mapping[int, Sequence[Wait]]:
        """The waits that each step follows."""
        return _by_step((wait.end, wait) for wait in self.recording.waits)

    @cached_property
    def given_back(self) -> Mapping[int, Sequence[Hold]]:
        """The holds that each step ends."""
        return _by_step((hold.end, hold) for hold in self.recording.holds)


def scene(recording: Recording) -> Scene:
    """Choose what of a recording is drawn, and in which lane."""
    lanes, lane_of_task, fold_of_task = lanes_of(recording)
    lane_of_step = _lanes_of_steps(recording, lanes, lane_of_task, fold_of_task)
    steps = FoldedSteps(
        recording,
        [step for step, lane in enumerate(lane_of_step) if lane is not None],
        first=FIRST_COLUMNS,
        notable=NOTABLE_COLUMNS,
        last=LAST_COLUMNS,
    )
    return Scene(
        recording,
        lanes,
        lane_of_task,
        lane_of_step,
        steps,
        links=_links(recording, lane_of_task, lane_of_step, steps.kept),
        words=_words(recording, steps.kept),
        tracks=_tracks(recording, steps.kept),
    )


def _lanes_of_steps(
    recording: Recording,
    lanes: Sequence[Lane],
    lane_of_task: Mapping[int, int],
    fold_of_task: Mapping[int, int],
) -> list[int | None]:
    places = {lane.place: at for at, lane in enumerate(lanes) if lane.place != "task"}
    reaching = {
        act.step for act in recording.acts if _reached(recording, act, lane_of_task) is not None
    }
    found: list[int | None] = []
    for index, step in enumerate(recording.steps):
        if step.task is None:
            found.append(places[step.place])
        elif step.task in lane_of_task:
            found.append(lane_of_task[step.task])
        else:
            found.append(fold_of_task[step.task] if index in reaching else None)
    return found


def _reached(recording: Recording, act: Act, lane_of_task: Mapping[int, int]) -> int | None:
    """Return the lane that the arrow of an act reaches, if it has one."""
    if act.verb == "cancels":
        stop = recording.cancellations[act.what]
        return None if stop.struck is None else lane_of_task.get(stop.task)
    if act.verb == "wakes":
        wait = recording.waits[act.what]
        return lane_of_task.get(wait.task) if wait.begin < act.step else None
    return None


def _links(
    recording: Recording,
    lane_of_task: Mapping[int, int],
    lane_of_step: Sequence[int | None],
    shown: Collection[int],
) -> dict[int, list[Link]]:
    found: dict[int, dict[Link, None]] = defaultdict(dict)
    for act in recording.acts:
        end = _reached(recording, act, lane_of_task)
        start = lane_of_step[act.step]
        if act.step in shown and start is not None and end is not None and start != end:
            found[act.step][Link(act.step, start, end, act.verb == "cancels")] = None
    return {step: list(links) for step, links in found.items()}


def _words(recording: Recording, shown: Collection[int]) -> dict[int, list[Words]]:
    """Return what is written below each step: how it was struck, its prints, its bad end."""
    words: dict[int, list[Words]] = defaultdict(list)
    printed = _by_step((line.step, line.text) for line in recording.prints if line.text.strip())
    last = {step.task: index for index, step in enumerate(recording.steps)}
    for index in sorted(shown):
        step = recording.steps[index]
        if step.struck is not None:
            cause = recording.cancellations[step.struck].cause
            words[index].append(Words("timeout" if cause == "timeout" else "cancelled", "struck"))
        lines = printed.get(index, [])
        if len(lines) > MOST_NOTES:
            rest = len(lines) - MOST_NOTES + 1
            lines = [*lines[: MOST_NOTES - 1], f"… {rest} lines more"]
        words[index] += [Words(printable(head(line))) for line in lines]
        if step.task is not None and last[step.task] == index:
            end = recording.tasks[step.task].end
            if end not in ("done", "cancelled", ""):
                words[index].append(Words(end, "bad"))
    return {index: said for index, said in words.items() if said}


def _tracks(recording: Recording, shown: Collection[int]) -> list[tuple[str, dict[int, str]]]:
    """Return the name of each track, and its values by those of the shown steps that change it."""
    in_order = by_end(recording, shown)
    return [
        (
            name_of(track.expression),
            {step: shown_value(value) for step, value in changes(track, in_order)},
        )
        for track in tracks_of(recording)
    ]


def _by_step(pairs: Iterable[tuple[int | None, Part]]) -> dict[int, list[Part]]:
    found: dict[int, list[Part]] = defaultdict(list)
    for step, part in pairs:
        if step is not None:
            found[step].append(part)
    return dict(found)
