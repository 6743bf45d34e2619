"""A program as a file: its source, and what its inline metadata says of it."""

from __future__ import annotations

import ast
import importlib.util
import operator
import re
import sys
import tomllib
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from import_asyncio.errors import GuideError

BLOCK = re.compile(r"^# /// script$\n((?:^#(?: .*)?$\n)*?)^# ///$\n?", re.MULTILINE)
VERSION = re.compile(r"\s*(>=|<=|<|>|==|!=)\s*(\d+(?:\.\d+){0,2})\s*")
COMPARE = {
    ">=": operator.ge,
    "<=": operator.le,
    "<": operator.lt,
    ">": operator.gt,
    "==": operator.eq,
    "!=": operator.ne,
}
TEST = "pytest"
NEEDS = ("threads", "sockets", TEST)


@dataclass(frozen=True)
class Program:
    """One complete program.

    ``ends`` is the name of the exception in which it ends on purpose, ``"deadlock"``, or empty.
    ``needs`` lists what it takes from the real world: ``"threads"``, ``"sockets"``; or it is
    ``"pytest"``, for a file of tests.
    ``arguments`` are those that it finds in ``sys.argv``.
    """

    filename: str
    source: str
    requires_python: str = ""
    ends: str = ""
    needs: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()

    @cached_property
    def shown(self) -> str:
        """The source without its metadata, as a page shows it."""
        return BLOCK.sub("", self.source, count=1).strip("\n") + "\n"

    @cached_property
    def code(self) -> CodeType:
        """The compiled source; raises ``SyntaxError``."""
        return compile(self.source, self.filename, "exec", dont_inherit=True)

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree of the source; raises ``SyntaxError``."""
        return ast.parse(self.source, self.filename)

    def execute(self, module: ModuleType) -> None:
        """Run it in a module of its own."""
        exec(self.code, module.__dict__)

    def runs_on(self, version: tuple[int, ...] = sys.version_info[:3]) -> bool:
        """Say whether the program may run on that version of Python."""
        return all(COMPARE[sign](version, bound) for sign, bound in _bounds(self.requires_python))

    @property
    def is_test(self) -> bool:
        """Whether it is a file of tests, which only pytest runs."""
        return TEST in self.needs

    @property
    def on_stage(self) -> bool:
        """Whether the stage can run it, on this Python."""
        return not self.needs and self.runs_on()


def read(path: Path, arguments: Sequence[str] = ()) -> Program:
    """Read a program from a file, decoded as Python does.

    Raises ``GuideError`` where there is no such file or its metadata is not understood.
    """
    try:
        source = importlib.util.decode_source(path.read_bytes())
    except FileNotFoundError:
        raise GuideError(f"{path}: there is no such file") from None
    except IsADirectoryError:
        raise GuideError(f"{path}: is a folder; name a file") from None
    except OSError as problem:
        raise GuideError(f"{path}: cannot be read: {problem.strerror}") from problem
    except (SyntaxError, UnicodeDecodeError, LookupError) as problem:
        raise GuideError(
            f"{path}: cannot be read as text: {problem}; save it as UTF-8, or name its encoding "
            "in its first line, as in `# -*- coding: latin-1 -*-`"
        ) from problem
    return replace(parse(source, str(path)), arguments=tuple(arguments))


def check_syntax(program: Program) -> None:
    """Raise ``GuideError`` for a program that Python cannot compile."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(program.source, program.filename, "exec", dont_inherit=True)
    except SyntaxError as problem:
        code = f": `{problem.text.strip()}`" if problem.text else ""
        raise GuideError(
            f"{program.filename}:{problem.lineno}: {type(problem).__name__}: {problem.msg}{code}"
        ) from None
    except ValueError as problem:
        raise GuideError(f"{program.filename}: Python cannot compile it: {problem}") from None


def parse(source: str, filename: str) -> Program:
    """Make a program from its source; raises ``GuideError`` as ``read`` does."""
    blocks = list(BLOCK.finditer(source))
    if not blocks:
        return Program(filename, source)
    line = source.count("\n", 0, blocks[0].start()) + 1
    where = f"{filename}:{line}: the metadata"
    if len(blocks) > 1:
        raise GuideError(f"{where} stands there twice; keep one `# /// script` block")
    text = re.sub(r"^# ?", "", blocks[0].group(1), flags=re.MULTILINE)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise GuideError(f"{where} is not TOML: {problem}") from problem
    return _from_metadata(data, source, filename, where)


def _from_metadata(data: dict[str, Any], source: str, filename: str, where: str) -> Program:
    requires = data.get("requires-python", "")
    if requires and not _bounds(requires):
        raise GuideError(
            f'{where} has requires-python = "{requires}"; write it like ">=3.13", or '
            'like ">=3.12,!=3.12.1"'
        )
    own = data.get("tool", {}).get("import-asyncio", {})
    needs = tuple(own.get("needs", ()))
    if unknown := (own.keys() - {"ends", "needs"}) | (set(needs) - set(NEEDS)):
        raise GuideError(
            f"{where} has {', '.join(sorted(unknown))}, which nobody reads; "
            'it may have `ends = "RuntimeError"` or "deadlock", and `needs` with '
            + " or ".join(NEEDS)
        )
    return Program(filename, source, requires, own.get("ends", ""), needs)


def _bounds(requires: str) -> list[tuple[str, tuple[int, ...]]]:
    """Return the parts of a ``requires-python``; none where one of them is not understood."""
    parts = [VERSION.fullmatch(part) for part in requires.split(",")]
    return [
        (part[1], tuple(map(int, f"{part[2]}.0.0".split(".")[:3])))
        for part in parts
        if part is not None and all(parts)
    ]
