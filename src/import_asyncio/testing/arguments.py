"""What a test takes from fixtures, and what of it lives across the runs."""

from __future__ import annotations

import enum
import shutil
from pathlib import Path, PurePath
from types import BuiltinFunctionType, FunctionType, ModuleType

import pytest

SAME_IN_EACH_RUN = (
    str,
    bytes,
    int,
    float,
    complex,
    type(None),
    range,
    type,
    enum.Enum,
    PurePath,
    FunctionType,
    BuiltinFunctionType,
    ModuleType,
    pytest.FixtureRequest,
    pytest.TempPathFactory,
    pytest.Config,
)
LISTENERS = ("capsys", "capsysbinary", "capfd", "capfdbinary", "capteesys", "caplog", "recwarn")


class LivesAcrossRuns(UserWarning):
    """A test takes something that each run may change for the next."""


def may_change(value: object) -> bool:
    """Say whether a run may leave something in a value for the next run."""
    if isinstance(value, (tuple, frozenset)):
        return any(map(may_change, value))
    return not isinstance(value, SAME_IN_EACH_RUN)


class Folder:
    """A folder that each run finds as the test found it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._before = path.with_name(f"{path.name}-before")
        shutil.copytree(path, self._before, symlinks=True)

    def restore(self) -> None:
        """Make the folder again what it was."""
        for entry in self.path.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
        shutil.copytree(self._before, self.path, symlinks=True, dirs_exist_ok=True)
