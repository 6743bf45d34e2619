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

FOLDER = Path(".cache/import_asyncio")


def cached(kind: str, content: str, compute: Callable[[], Any], folder: Path = FOLDER) -> Any:
    """Return the JSON value that ``compute`` gave for ``content``, on this stage and Python."""
    key = hashlib.sha256("\0".join((kind, content, _stage(), sys.version)).encode()).hexdigest()
    path = folder / f"{kind}-{key[:32]}.json"
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        value = compute()
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_text(json.dumps(value), "utf-8")
    part.replace(path)
    return value


@functools.cache
def _stage() -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
