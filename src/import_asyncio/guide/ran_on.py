"""The record: which Pythons printed a program's transcript, and came to the verdicts of a page.

The tests write it, one file for each Python, and the build reads it. An entry is a digest of the
program and of what was expected of it, so that the entry of a program that has changed since says
nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from import_asyncio.guide.pythons import Python, Version
from import_asyncio.guide.snippet import Snippet
from import_asyncio.program import Program

FOLDER = Path(".cache/pythons")


@dataclass(frozen=True)
class Ran:
    """What one Python did as it is written: digests of programs, and of verdicts with counts.

    Of a Python that is older than this guide's oldest, ``said`` has what pages say of it.
    """

    name: str
    version: tuple[int, ...]
    in_wasm: bool = False
    programs: frozenset[str] = frozenset()
    verdicts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    said: frozenset[str] = frozenset()


def read(folder: Path = FOLDER) -> list[Ran]:
    """Read the record, the oldest Python first; what is no record says nothing."""
    found = [ran for path in folder.glob("*.json") if (ran := _read(path))]
    return sorted(found, key=lambda ran: (ran.version, ran.in_wasm))


def _read(path: Path) -> Ran | None:
    try:
        data = json.loads(path.read_text("utf-8"))
        return Ran(
            data["name"],
            tuple(data["version"]),
            data["in_wasm"],
            frozenset(data["programs"]),
            data["verdicts"],
            frozenset(data["said"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(python: Python, folder: Path = FOLDER, **parts: Any) -> None:
    """Put parts of what a Python did into the record, in place of what was there of them.

    ``parts`` are ``programs``, ``verdicts`` or ``said``, as ``Ran`` has them.
    """
    path = folder / f"{python.name}{'-wasm' if python.in_wasm else ''}.json"
    known = _read(path) or Ran(python.name, python.version, python.in_wasm)
    data = {**vars(known), **parts}
    for name in ("programs", "said"):
        data[name] = sorted(data[name])
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", "utf-8")
    part.replace(path)


def of_program(it: Snippet, version: Version | tuple[int, ...]) -> str:
    """Return the digest of a program with the transcript that it has on a version."""
    return _digest(it.program.source, it.on(version).text)


def of_verdicts(program: Program, named: Mapping[str, str], cancel: Iterable[str]) -> str:
    """Return the digest of a program with what a page says of each outcome."""
    return _digest(program.source, json.dumps([dict(named), *cancel], sort_keys=True))


def of_words(program: Program, expected: object) -> str:
    """Return the digest of a program with what is expected of it on an older Python."""
    return _digest(program.source, json.dumps(expected))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
