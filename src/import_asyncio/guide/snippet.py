"""A snippet: a program under ``snippets/`` with its transcripts beside it.

``fair.out`` is what ``fair.py`` prints on the newest Pythons. Where older ones print something
else, ``fair.3.12.out`` is what it prints on 3.12 and on every Python before, down to the next
older transcript.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from import_asyncio.errors import GuideError
from import_asyncio.program import Program, read

FOLDER = Path("snippets")
HERE = sys.version_info[:3]
OLDER = re.compile(r"\.(\d+)\.(\d+)\.out$")


@dataclass(frozen=True)
class Transcript:
    """What a program prints; ``until`` is the last series of Python that prints it, as ``(3, 12)``.

    It is empty for the newest transcript.
    """

    path: Path
    text: str
    until: tuple[int, ...] = ()


@dataclass(frozen=True)
class Snippet:
    """One snippet; ``name`` is its path under the folder without the ending, as ``lock/fifo``.

    ``transcripts`` are sorted, the oldest first.
    """

    name: str
    path: Path
    program: Program
    transcripts: tuple[Transcript, ...]

    @property
    def transcript(self) -> str:
        """What it prints on the newest Pythons."""
        return self.transcripts[-1].text

    @property
    def since(self) -> str:
        """The first series of Python that prints the newest transcript; empty where all do."""
        return _after(self.transcripts[-2].until) if len(self.transcripts) > 1 else ""

    def on(self, version: tuple[int, ...] = HERE) -> Transcript:
        """Return the transcript that holds for a version of Python."""
        return on(self.transcripts, version)

    def periods(self) -> Iterator[tuple[Transcript, Program]]:
        """Yield each transcript, the oldest first, with the program on the Pythons it holds for."""
        since = ""
        for found in self.transcripts:
            until = f"<{_after(found.until)}" if found.until else ""
            bounds = ",".join(filter(None, (self.program.requires_python, since, until)))
            yield found, replace(self.program, requires_python=bounds)
            since = f">={_after(found.until)}" if found.until else ""


def _after(series: tuple[int, ...]) -> str:
    major, minor = series
    return f"{major}.{minor + 1}"


def on(transcripts: Iterable[Transcript], version: tuple[int, ...]) -> Transcript:
    """Return which of a program's transcripts, the oldest first, holds for a version of Python."""
    return next(
        found
        for found in transcripts
        if not found.until or version[: len(found.until)] <= found.until
    )


def path_of(name: str, folder: Path = FOLDER) -> Path:
    """Return the path of a snippet's program; its name may end in ``.py``.

    Raises ``GuideError`` where there is no such program.
    """
    name = name.removesuffix(".py")
    path = folder / f"{name}.py"
    if not path.is_file():
        near = difflib.get_close_matches(name, names(folder), n=1)
        hint = f"; did you mean {near[0]}.py?" if near else ""
        raise GuideError(f"there is no snippet {path.as_posix()}{hint}")
    return path


def load(name: str, folder: Path = FOLDER) -> Snippet:
    """Load a snippet by its name, which may end in ``.py``.

    Raises ``GuideError`` where the program or its transcript is missing.
    """
    path = path_of(name, folder)
    name = path.relative_to(folder).with_suffix("").as_posix()
    newest = path.with_suffix(".out")
    if not newest.is_file():
        raise GuideError(
            f"{path.as_posix()} has no transcript {newest.name}; run `make update NAME={name}`"
        )
    return Snippet(name, path, read(path), transcripts_of(path))


def transcripts_of(path: Path) -> tuple[Transcript, ...]:
    """Return the transcripts of a program that there are, the oldest first."""
    older = [
        Transcript(file, file.read_text("utf-8"), (int(found[1]), int(found[2])))
        for file in path.parent.glob(f"{path.stem}.*.out")
        if (found := OLDER.search(file.name)) and program_of(file) == path
    ]
    newest = path.with_suffix(".out")
    last = [Transcript(newest, newest.read_text("utf-8"))] if newest.is_file() else []
    return (*sorted(older, key=lambda one: one.until), *last)


def program_of(transcript: Path) -> Path:
    """Return the path of the program that a transcript belongs to."""
    return transcript.with_name(OLDER.sub("", transcript.name).removesuffix(".out") + ".py")


def names(folder: Path = FOLDER) -> list[str]:
    """Return the name of every snippet, sorted."""
    return sorted(
        path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.py")
    )


def difference(transcript: Transcript, printed: str) -> str:
    """Return what a run printed against the transcript as a unified diff, empty if equal."""
    lines = difflib.unified_diff(
        transcript.text.splitlines(),
        printed.splitlines(),
        transcript.path.as_posix(),
        "this run",
        lineterm="",
    )
    text = "\n".join(lines)
    return text if text or transcript.text == printed else "only the last line's ending differs"


def check(snippet: Snippet, printed: str, version: tuple[int, ...] = HERE) -> None:
    """Raise ``GuideError`` unless ``printed`` is what the transcript for that version says."""
    if found := difference(snippet.on(version), printed):
        raise GuideError(
            f"{snippet.path.as_posix()} does not print its transcript; if the program is right, "
            f"run `make update NAME={snippet.name}`, read the change and commit it\n{found}"
        )
