"""The CPythons on this machine."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
NEWEST_MINOR = 20
QUESTION = "import sys; print(sys.implementation.name, *sys.version_info[:3])"


@functools.cache
def pythons() -> dict[tuple[int, int, int], Path]:
    """Return each CPython of 3.11 or newer, by version: on the path, in pyenv, and this one."""
    candidates = [Path(sys.executable)]
    for minor in range(OLDEST[1], NEWEST_MINOR):
        if found := shutil.which(f"python3.{minor}"):
            candidates.append(Path(found))
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates += sorted(pyenv.glob("3.*/bin/python"))
    return {version: path for path in candidates if (version := _version(path))}


def _version(path: Path) -> tuple[int, int, int] | None:
    """Ask an interpreter what it is; None if it does not answer or is not one of ours."""
    try:
        asked = subprocess.run(
            [path, "-c", QUESTION], capture_output=True, text=True, timeout=60, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    name, *numbers = asked.stdout.split()
    major, minor, micro = map(int, numbers)
    if name != "cpython" or (major, minor) < OLDEST:
        return None
    return major, minor, micro


def label(version: tuple[int, int, int]) -> str:
    """Write a version as people do."""
    return ".".join(map(str, version))
