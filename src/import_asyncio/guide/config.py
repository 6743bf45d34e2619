"""Reads ``mkdocs.yml``: the menu, and the extensions of Markdown with their options."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FILE = Path("mkdocs.yml")
OF_EVERY_ENGINE = ("toc", "tables", "fenced_code")


@dataclass(frozen=True)
class Config:
    """What the engine is told of pages; ``menu`` is empty where it shows every page."""

    menu: tuple[str, ...]
    extensions: tuple[str, ...]
    options: dict[str, dict[str, Any]]


class _Loader(yaml.SafeLoader):
    """Reads YAML with ``!ENV``, as the engines do."""


def _from_environment(loader: yaml.SafeLoader, node: yaml.SequenceNode) -> Any:
    *names, default = loader.construct_sequence(node)
    return next((os.environ[name] for name in names if name in os.environ), default)


_Loader.add_constructor("!ENV", _from_environment)


def read(path: Path = FILE) -> Config:
    """Read the configuration of the site."""
    data = yaml.load(path.read_text("utf-8"), _Loader)
    options: dict[str, dict[str, Any]] = {}
    for entry in data.get("markdown_extensions", []):
        options.update(entry if isinstance(entry, dict) else {entry: {}})
    return Config(
        tuple(_files(data.get("nav", []))),
        (*OF_EVERY_ENGINE, *(name for name in options if name not in OF_EVERY_ENGINE)),
        {name: given or {} for name, given in options.items()},
    )


def _files(entry: Any) -> Iterator[str]:
    """Yield the files that a part of the menu names."""
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, list):
        for part in entry:
            yield from _files(part)
    elif isinstance(entry, dict):
        for part in entry.values():
            yield from _files(part)
