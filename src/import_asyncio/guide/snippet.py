"""A snippet: a program under ``snippets/`` with its transcript beside it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from import_asyncio.errors import GuideError
from import_asyncio.program import Program, read

FOLDER = Path("snippets")


@dataclass(frozen=True)
class Snippet:
    """One snippet; ``name`` is its path under the folder without the ending, as ``lock/fifo``."""

    name: str
    path: Path
    program: Program
    transcript: str


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
    transcript = path.with_suffix(".out")
    if not transcript.is_file():
        raise GuideError(
            f"{path.as_posix()} has no transcript {transcript.name}; run `make update NAME={name}`"
        )
    return Snippet(name, path, read(path), transcript.read_text("utf-8"))


def names(folder: Path = FOLDER) -> list[str]:
    """Return the name of every snippet, sorted."""
    return sorted(
        path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.py")
    )


def difference(snippet: Snippet, printed: str) -> str:
    """Return what a run printed against the transcript as a unified diff, empty if equal."""
    lines = difflib.unified_diff(
        snippet.transcript.splitlines(),
        printed.splitlines(),
        snippet.path.with_suffix(".out").as_posix(),
        "this run",
        lineterm="",
    )
    text = "\n".join(lines)
    return text if text or snippet.transcript == printed else "only the last line's ending differs"


def check(snippet: Snippet, printed: str) -> None:
    """Raise ``GuideError`` unless ``printed`` is what the transcript says."""
    if found := difference(snippet, printed):
        raise GuideError(
            f"{snippet.path.as_posix()} does not print its transcript; if the program is right, "
            f"run `make update NAME={snippet.name}`, read the change and commit it\n{found}"
        )
