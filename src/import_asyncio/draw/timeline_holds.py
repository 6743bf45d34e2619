"""What the tasks of a timeline hold, in rows above their bars."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from import_asyncio.draw.text import cells
from import_asyncio.draw.timeline_bars import clear
from import_asyncio.draw.timeline_columns import WAKES_AT, Columns
from import_asyncio.draw.timeline_parts import Arrow, Held
from import_asyncio.recording import Recording

MOST_HOLDS = 3


def held(placed: Columns, arrows: Sequence[Arrow]) -> Iterator[Held]:
    """Yield what each task holds, with its word where that has room, on it or right of it."""
    recording, lane_of_task = placed.scene.recording, placed.scene.lane_of_task
    holds, hidden = _holds(recording), placed.hidden()
    rows = dict(enumerate(_rows(holds)))
    in_turn = _in_turn(recording, rows)
    spans = {
        index: _span(placed, holds, index)
        for index, row in rows.items()
        if row is not None and recording.holds[index].task in lane_of_task
    }
    begins: dict[int, list[int]] = defaultdict(list)
    for index, (start, _) in spans.items():
        begins[recording.holds[index].task].append(start)
    for starts in begins.values():
        starts.sort()
    for index, (start, stop) in spans.items():
        hold = recording.holds[index]
        is_last = True
        if index in in_turn:
            place, count = in_turn[index]
            width = stop - start
            start, stop = start + place * width // count, start + (place + 1) * width // count
            is_last = place == count - 1
        if stop > start:
            lane = lane_of_task[hold.task]
            label = recording.primitives[hold.primitive].label
            crossing = [a.x for a in arrows if min(a.start, a.end) < lane <= max(a.start, a.end)]
            word, word_x = _word(label, range(start, stop), crossing, hidden)
            if not word and hold.begin == hold.end and is_last:
                after = begins[hold.task][bisect_left(begins[hold.task], stop) :][:1]
                if not {*after, *crossing, *hidden} & {*range(stop, stop + cells(label) + 1)}:
                    word, word_x = label, stop
            row = rows[index]
            assert row is not None
            yield Held(lane, row, start, stop - start, word, word_x)


@dataclass(frozen=True)
class _Holds:
    """The holds of a recording, by their indexes.

    ``taken`` and ``given`` are the places of the acts that began and ended each, in the order of
    all acts; ``begun`` and ``ended`` are those that each step began and ended, but for holds
    that lasted within one step.
    """

    recording: Recording
    taken: Mapping[int, int]
    given: Mapping[int, int]
    begun: Mapping[int, Sequence[int]]
    ended: Mapping[int, Sequence[int]]

    def follows(self, earlier: int, later: int) -> bool:
        """Say whether a task has one right after another, or two tasks the same."""
        one, other = self.recording.holds[earlier], self.recording.holds[later]
        same = one.task == other.task or one.primitive == other.primitive
        return same and self.given[earlier] < self.taken[later]


def _holds(recording: Recording) -> _Holds:
    begun: dict[int, list[int]] = defaultdict(list)
    ended: dict[int, list[int]] = defaultdict(list)
    for index, hold in enumerate(recording.holds):
        if hold.begin != hold.end:
            begun[hold.begin].append(index)
            if hold.end is not None:
                ended[hold.end].append(index)
    taken = {act.what: at for at, act in enumerate(recording.acts) if act.verb == "takes"}
    given = {act.what: at for at, act in enumerate(recording.acts) if act.verb == "gives back"}
    return _Holds(recording, taken, given, begun, ended)


def _rows(holds: _Holds) -> Iterator[int | None]:
    """Yield the row of each hold, those of one task that overlap on rows of their own.

    One within a step has not the row of a longer one that begins or ends in it.
    It is ``None`` for a hold that is not drawn: one above ``MOST_HOLDS`` at a time, or one within
    a step in which the task holds the same once more, or a longer hold of it begins or ends.
    """
    free: dict[int, list[int]] = defaultdict(list)
    never = len(holds.recording.acts)
    longer = [hold for hold in holds.recording.holds if hold.begin != hold.end]
    busy = {(hold.task, hold.primitive, step) for hold in longer for step in (hold.begin, hold.end)}
    seen: set[tuple[int, int]] = set()
    taken: dict[tuple[int, int | None, bool], set[int]] = defaultdict(set)
    for index, hold in enumerate(holds.recording.holds):
        same = (hold.primitive, hold.begin)
        ends = free[hold.task]
        is_short = hold.begin == hold.end
        steps = {hold.begin, hold.end}
        others = set().union(*(taken[hold.task, step, not is_short] for step in steps))
        free_rows = (at for at, end in enumerate(ends) if end < holds.taken[index])
        row = next((at for at in free_rows if at not in others), len(ends))
        known = same in seen or (hold.task, hold.primitive, hold.begin) in busy
        if row >= MOST_HOLDS or (is_short and known):
            yield None
            continue
        seen.add(same)
        ends[row : row + 1] = [holds.given.get(index, never)]
        for step in steps:
            taken[hold.task, step, is_short].add(row)
        yield row


def _in_turn(recording: Recording, rows: Mapping[int, int | None]) -> Mapping[int, tuple[int, int]]:
    """Return of holds that last within one step, in one row, which of how many each is."""
    together: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for index, row in rows.items():
        hold = recording.holds[index]
        if row is not None and hold.begin == hold.end:
            together[hold.task, hold.begin, row].append(index)
    return {
        index: (place, len(indexes))
        for indexes in together.values()
        for place, index in enumerate(indexes)
    }


def _span(placed: Columns, holds: _Holds, index: int) -> tuple[int, int]:
    """Return where a hold begins and ends; one that ends as another begins leaves it room."""
    hold, shown = holds.recording.holds[index], placed.scene.steps.kept
    begin, end = hold.begin, hold.end
    start, stop = placed.hold_begins(hold), placed.hold_ends(hold)
    if begin != end:
        if begin in shown and any(holds.follows(one, index) for one in holds.ended.get(begin, ())):
            start = placed.left[begin] + WAKES_AT + 1
        if end in shown and any(holds.follows(index, one) for one in holds.begun.get(end, ())):
            stop = placed.left[end] + WAKES_AT
    return start, stop


def _word(
    label: str, places: range, crossing: Sequence[int], hidden: Sequence[int]
) -> tuple[str, int]:
    """Choose the longest word that fits a hold, clear of arrows if it can be, and place it."""
    fitting = [word for word in (f"holds {label}", label) if cells(word) < len(places)]
    for word in fitting:
        place = clear(places[: -cells(word)], cells(word), [*crossing, *hidden])
        if place is not None:
            return word, place
    if fitting and clear(places[:1], cells(fitting[0]), hidden) is not None:
        return fitting[0], places[0]
    return "", places[0]
