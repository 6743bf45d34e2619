"""What each primitive guarantees: rows of data, one TOML file for each primitive.

A row is a table of the file; its name is its key. It says what is asked (``question``), what holds
(``answer``), which programs prove it (``proofs``), and with which broken primitives they go wrong
(``broken``). What does not hold has a program that ``goes_wrong``. ``together`` names rows whose
proofs the same broken primitives may spoil, each with the reason.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from import_asyncio.broken.catalogue import BROKEN
from import_asyncio.errors import GuideError
from import_asyncio.guide import snippet

FOLDER = Path("docs/guarantees")
PRIMITIVES = ("lock", "event", "semaphore", "condition", "barrier", "queue")
TEXTS = ("question", "answer")
LABELLED = ("proofs", "goes_wrong", "together")
KEY = re.compile(r"[a-z][a-z_]*")


@dataclass(frozen=True)
class Guarantee:
    """One row: a question about a primitive, its answer, and what shows that it is true.

    ``proofs`` and ``goes_wrong`` give each program, named without its folder, the words of the
    link to it. ``where`` is the place of the row: a file and a line.
    """

    primitive: str
    key: str
    question: str
    answer: str
    where: str
    proofs: Mapping[str, str] = field(default_factory=dict)
    goes_wrong: Mapping[str, str] = field(default_factory=dict)
    broken: tuple[str, ...] = ()
    together: Mapping[str, str] = field(default_factory=dict)

    @property
    def programs(self) -> dict[str, str]:
        """The words of the link to each program of the row: what goes wrong, then the proofs."""
        named = {**self.goes_wrong, **self.proofs}
        return {f"{self.primitive}/{slug}": words for slug, words in named.items()}

    @property
    def short(self) -> str:
        """The first sentence of the answer, without its full stop."""
        return re.split(r"(?<=[.?!])\s", self.answer, maxsplit=1)[0].rstrip(".")


def load(primitive: str, folder: Path = FOLDER) -> list[Guarantee]:
    """Load the rows of a primitive; raises ``GuideError`` for what cannot be a row."""
    path = folder / f"{primitive}.toml"
    if not path.is_file():
        raise GuideError(
            f"there is no {path.as_posix()}; guarantees are written for {', '.join(PRIMITIVES)}"
        )
    text = path.read_text("utf-8")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        line = re.search(r"at line (\d+)", str(problem))
        raise GuideError(
            f"{path.as_posix()}:{line[1] if line else 1}: this is not TOML: {problem}"
        ) from None
    lines = _lines_of_tables(text)
    return [
        _row(primitive, key, row, f"{path.as_posix()}:{lines.get(key, 1)}")
        for key, row in data.items()
    ]


def load_all(folder: Path = FOLDER) -> list[Guarantee]:
    """Load the rows of all primitives."""
    return [row for primitive in PRIMITIVES for row in load(primitive, folder)]


def _lines_of_tables(text: str) -> dict[str, int]:
    return {
        line.strip("[] "): number
        for number, line in enumerate(text.splitlines(), start=1)
        if line.startswith("[")
    }


def _row(primitive: str, key: str, row: Any, where: str) -> Guarantee:
    if not isinstance(row, dict) or not KEY.fullmatch(key):
        raise GuideError(f"{where}: {key} is no row; begin one with a line like [fair]")
    known = (*TEXTS, *LABELLED, "broken")
    for name in row.keys() - set(known):
        raise GuideError(f"{where}: [{key}] has {name}, which nobody reads; {_near(name, known)}")
    for name in TEXTS:
        if not isinstance(row.get(name), str) or not row[name].strip():
            raise GuideError(f'{where}: [{key}] has no {name}; write {name} = "..."')
    for name in LABELLED:
        if not _is_labelled(row.get(name, {})):
            raise GuideError(
                f"{where}: {name} of [{key}] gives each name its words; "
                f'write {name} = {{ a_name = "the words" }}'
            )
    broken = row.get("broken", [])
    if not isinstance(broken, list) or not all(isinstance(name, str) for name in broken):
        raise GuideError(f'{where}: broken of [{key}] is a list; write broken = ["a_name"]')
    labelled = {name: row.get(name, {}) for name in LABELLED}
    return Guarantee(
        primitive, key, row["question"], row["answer"], where, broken=tuple(broken), **labelled
    )


def _is_labelled(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(words, str) and words.strip() for words in value.values()
    )


def _near(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"


def complaints(rows: Iterable[Guarantee], folder: Path = snippet.FOLDER) -> Iterator[str]:
    """Complain of rows that claim what nothing could refute, and of broken primitives left over.

    ``folder`` is that of the snippets.
    """
    rows = list(rows)
    programs = snippet.names(folder)
    questions: dict[str, Guarantee] = {}
    for row in rows:
        first = questions.setdefault(row.key, row)
        if row.question != first.question:
            yield (
                f'{row.where}: [{row.key}] asks "{row.question}", but at {first.where} it asks '
                f'"{first.question}"; let one key ask one question'
            )
        yield from _complaints_of(row, [other.key for other in rows if _beside(row, other)])
        for name in row.programs:
            if name not in programs:
                yield (
                    f"{row.where}: [{row.key}] names a program {name}, which is not there; "
                    f"{_near(name, programs)}"
                )
    named = {name for row in rows for name in row.broken}
    for name, broken in BROKEN.items():
        if name not in named:
            yield (
                f"src/import_asyncio/broken/{broken.primitive}.py: no row names {name}; name it "
                f"in docs/guarantees/{broken.primitive}.toml, under `broken` of what it breaks"
            )


def _beside(row: Guarantee, other: Guarantee) -> bool:
    return row.primitive == other.primitive and row.key != other.key


def _complaints_of(row: Guarantee, others: list[str]) -> Iterator[str]:
    own = [name for name, broken in BROKEN.items() if broken.primitive == row.primitive]
    if not row.programs:
        yield f"{row.where}: [{row.key}] has no program; name one in `proofs` or `goes_wrong`"
    if not row.broken and not row.goes_wrong:
        yield (
            f"{row.where}: nothing could refute [{row.key}]; name a broken {row.primitive} of "
            f"src/import_asyncio/broken/{row.primitive}.py in `broken`, or, where the answer is "
            "no, the program that goes wrong in `goes_wrong`"
        )
    for name in row.broken:
        if name not in own:
            yield (
                f"{row.where}: [{row.key}] names {name}, which is no broken {row.primitive}; "
                f"{_near(name, own)}"
            )
    for key in row.together:
        if key not in others:
            yield (
                f"{row.where}: [{row.key}] hangs together with {key}, which is no other row; "
                f"{_near(key, others)}"
            )
