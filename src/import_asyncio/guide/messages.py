"""Finds the error messages in transcripts: what a reader may search for, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from import_asyncio.errors import GuideError
from import_asyncio.guide import snippet
from import_asyncio.guide.pythons import SERIES, label, listed
from import_asyncio.guide.transcripts import runs_on_series

Series = tuple[int, ...]

KIND = (
    r"(?:\w+\.)*[A-Z]\w*(?:Error|Warning|Exception|ExceptionGroup|Interrupt|QueueEmpty|QueueFull"
    r"|QueueShutDown)"
)
MESSAGE = re.compile(
    rf"(?:^|(?<=: )){KIND}: .+$"
    rf"|(?:^|(?<=: )){KIND}\b"
    r"|^deadlock: .+$"
    r"|waits at line … for the [a-z ]+"
)
LINE = re.compile(r"at line \d+")


@dataclass(frozen=True)
class Printed:
    """A line of a transcript, and the error message in it, if there is one.

    ``name`` is that of the program, ``series`` are the Pythons on which it prints the line. The
    number of a line of code is left out, since it differs from program to program.
    """

    name: str
    line: str
    message: str
    series: frozenset[Series]


@dataclass(frozen=True)
class Message:
    """An error message: its words, the programs that print it, and on which Pythons."""

    words: str
    programs: tuple[str, ...]
    series: frozenset[Series]

    @property
    def versions(self) -> str:
        """The Pythons on which it was printed, in words; empty where those are all."""
        here = sorted(self.series)
        if len(here) == len(SERIES):
            return ""
        if len(here) > 1 and here == list(SERIES[-len(here) :]):
            return f"Python {label(here[0])} and newer"
        return f"Python {listed([label(one) for one in here])}"


def printed(folder: Path = snippet.FOLDER) -> list[Printed]:
    """Return every line of every transcript; a program without one is left to other checks."""
    return [line for name in snippet.names(folder) for line in _printed_by(name, folder)]


def _printed_by(name: str, folder: Path) -> Iterator[Printed]:
    try:
        it = snippet.load(name, folder)
    except GuideError:
        return
    for transcript, program in it.periods():
        series = frozenset(one for one in SERIES if runs_on_series(program, one))
        for line in transcript.text.splitlines():
            general = LINE.sub("at line …", line)
            found = MESSAGE.search(general)
            yield Printed(name, general, found[0] if found else "", series)


def quoted(quote: str, lines: Iterable[Printed]) -> list[Message]:
    """Return the messages that hold a quote; a line that only holds a part of one counts to it."""
    having = [
        (line, line.message if quote in line.message else quote)
        for line in lines
        if quote in line.line
    ]
    parts = {part for _, part in having}
    whole = [one for one in parts if not any(one != other and one in other for other in parts)]
    return [_message(one, [line for line, part in having if part in one]) for one in sorted(whole)]


def _message(words: str, lines: list[Printed]) -> Message:
    programs = tuple(dict.fromkeys(line.name for line in lines))
    return Message(words, programs, frozenset().union(*(line.series for line in lines)))


def unexplained(quotes: Iterable[str], lines: Iterable[Printed]) -> dict[str, str]:
    """Return the messages that hold none of the quotes, each with a program that prints it."""
    quotes = list(quotes)
    return {
        line.message: line.name
        for line in lines
        if line.message and not any(quote in line.message for quote in quotes)
    }
