"""Keeps results of runs by content, so that a page costs nothing until something changes."""

from __future__ import annotations

import functools
import hashlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

DEBUG = "PYTHONASYNCIODEBUG"
FOLDER = Path(".cache/import_asyncio")
STAGE = Path(__file__).parents[1]


def cached(
    kind: str,
    content: str,
    compute: Callable[[], Any],
    folder: Path = FOLDER,
    stage: Path = STAGE,
) -> Any:
    """Return the JSON value that ``compute`` gave for ``content``.

    It is computed anew for another ``kind`` or ``content``, where a source file of the ``stage``
    has changed, on another Python or with other options of it, and where what was kept is damaged.
    """
    value = kept(kind, content, folder, stage)
    if value is None:
        value = compute()
        keep(kind, content, value, folder, stage)
    return value


def kept(kind: str, content: str, folder: Path = FOLDER, stage: Path = STAGE) -> Any:
    """Return the JSON value that was kept for ``content``, or None where it has to be computed."""
    text = _read(_path(kind, content, folder, stage))
    return None if text is None else json.loads(text)


def keep(kind: str, content: str, value: Any, folder: Path = FOLDER, stage: Path = STAGE) -> None:
    """Keep a JSON value for ``content``."""
    _write(_path(kind, content, folder, stage), json.dumps(value))


def _path(kind: str, content: str, folder: Path, stage: Path) -> Path:
    options = f"{sys.flags} {os.environ.get(DEBUG)}"
    key = _digest(kind, content, _sources(stage), sys.version, options)
    return folder / f"{kind}-{key[:32]}.json"


def _read(path: Path) -> str | None:
    """Return the text that was kept; None where there is none, or not all of it."""
    try:
        digest, _, text = path.read_text("utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    return text if digest == _digest(text) else None


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_text(f"{_digest(text)}\n{text}", "utf-8")
    part.replace(path)


@functools.cache
def _sources(stage: Path) -> str:
    files = sorted(stage.rglob("*.py"))
    return _digest(*(f"{path.relative_to(stage)}\0{path.read_bytes()!r}" for path in files))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
