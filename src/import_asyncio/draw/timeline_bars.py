"""The bars of a timeline: what each task waits for between its steps, with its word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from import_asyncio.draw.text import cells
from import_asyncio.draw.timeline_columns import ROOM, Columns, style_of
from import_asyncio.draw.timeline_parts import Arrow, Bar


def bars(placed: Columns, arrows: Sequence[Arrow]) -> Iterator[Bar]:
    """Yield each wait, and each time in which a task is ready and does not yet run."""
    scene, recording = placed.scene, placed.scene.recording
    for task, lane in scene.lane_of_task.items():
        born, first = recording.tasks[task].born, scene.first_steps.get(task)
        if born is not None and first is not None:
            yield from _ready(lane, placed.right[born], placed.left[first])
    hidden, end = placed.hidden(), placed.end()
    for index, wait in enumerate(recording.waits):
        if wait.task not in scene.lane_of_task:
            continue
        lane = scene.lane_of_task[wait.task]
        start, stop, ready = placed.right[wait.begin], end, end
        if wait.end is not None:
            ready = placed.left[wait.end]
            woken = placed.woken_at(wait)
            stop = ready if woken is None else woken
            yield from _ready(lane, stop, ready)
        if stop > start:
            crossing = [a.x for a in arrows if min(a.start, a.end) < lane < max(a.start, a.end)]
            word = placed.word_of(wait)
            place = _place_of_word(cells(word), start, stop, ready, [*crossing, *hidden])
            yield Bar(
                index,
                lane,
                start,
                stop - start,
                style_of(wait),
                word="" if place is None else word,
                word_x=place or 0,
                for_ever=wait.end is None and recording.ending == "deadlock",
            )


def clear(places: range, width: int, blocked: Iterable[int]) -> int | None:
    """Return the first place for a word that neither covers nor touches a blocked cell."""
    place = places.start
    for x in sorted(blocked):
        if place - 1 <= x <= place + width:
            place = x + 2
    return place if place in places else None


def _ready(lane: int, start: int, stop: int) -> Iterator[Bar]:
    if stop > start:
        yield Bar(None, lane, start, stop - start, "ready")


def _place_of_word(
    word: int, start: int, stop: int, ready: int, blocked: Iterable[int]
) -> int | None:
    """Place a word on a bar or, where that is too short, on what follows up to ``ready``.

    Return ``None`` where neither has room.
    """
    margin = 2 if stop - start >= word + ROOM["primitive"] else 1
    places = range(start + margin, stop - word) or range(stop + 1, ready - word)
    if not places:
        return None
    place = clear(places, word, blocked)
    return places[0] if place is None else place
