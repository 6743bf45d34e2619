"""What a picture says of watched values: their short names, and where they change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from import_asyncio.draw.text import printable, short
from import_asyncio.recording import Recording, Track

LONGEST_NAME, LONGEST_VALUE = 16, 14
KEY_AT_END = re.compile(r"""\[(["'])(\w+)\1\]$""")


def name_of(expression: str) -> str:
    """Return what an expression is called in a picture: its last key, or all of it, cut."""
    key = KEY_AT_END.search(expression)
    return short(key[2] if key else expression, LONGEST_NAME)


def shown(value: str) -> str:
    """Return a value as a picture shows it."""
    return short(value, LONGEST_VALUE)


def tracks_of(recording: Recording) -> list[Track]:
    """Return the tracks that have a value somewhere."""
    return [track for track in recording.tracks if not track.problem]


def by_end(recording: Recording, steps: Iterable[int]) -> list[int]:
    """Return steps in the order in which they end: one within another ends before it."""
    last = list(range(len(recording.steps)))
    for index in reversed(last.copy()):
        outer = recording.steps[index].within
        if outer is not None:
            last[outer] = max(last[outer], last[index])
    return sorted(steps, key=lambda step: (last[step], -step))


def changes(track: Track, steps: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Yield those of some steps that change a track, each with the value after it."""
    before = ""
    for step in steps:
        if track.values[step] != before:
            before = track.values[step]
            yield step, before


def in_words(expression: str, value: str) -> str:
    """Say what an expression is now."""
    return printable(f"{expression} is now {value}.")
