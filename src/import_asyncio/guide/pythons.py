"""The Pythons that run programs: CPythons of this machine, and CPythons built for WebAssembly."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
IN_WASM = ROOT / "web" / "pythons"
SERIES = ((3, 11), (3, 12), (3, 13), (3, 14), (3, 15))
NEWEST_MINOR = 20
QUESTION = (
    "import platform, sys; "
    "print(sys.implementation.name, platform.python_version(), *sys.version_info[:3])"
)

Version = tuple[int, int, int]


@dataclass(frozen=True)
class Python:
    """One Python: its version, and its name, in which a version before its time says so.

    ``command`` is what it is called with; one in WebAssembly sees the repository as its working
    folder, and has no threads, no processes and no sockets.
    """

    version: Version
    name: str
    command: tuple[str, ...]
    in_wasm: bool = False

    def run(
        self, *arguments: str, given: str = "", timeout: float = 300
    ) -> subprocess.CompletedProcess[str]:
        """Call it as ``python`` is called, with the stage on its path and a text to read."""
        return subprocess.run(
            [*self.command, *arguments],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
            input=given,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout,
        )

    def __str__(self) -> str:
        """Say what it is."""
        return f"{self.name} in WebAssembly" if self.in_wasm else self.name


@functools.cache
def cpythons() -> tuple[Python, ...]:
    """Return each CPython of 3.11 or newer: on the path, in pyenv, and this one; oldest first."""
    candidates = [Path(sys.executable)]
    for minor in range(SERIES[0][1], NEWEST_MINOR):
        if found := shutil.which(f"python3.{minor}"):
            candidates.append(Path(found))
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates += sorted(pyenv.glob("3.*/bin/python"))
    found_here = {
        one.version: one for path in candidates if (one := asked(path)) and one.version >= SERIES[0]
    }
    return tuple(found_here[version] for version in sorted(found_here))


def pythons() -> dict[Version, Path]:
    """Return the path of each CPython of 3.11 or newer, by version."""
    return {python.version: Path(python.command[0]) for python in cpythons()}


def in_wasm(series: tuple[int, int]) -> Python | None:
    """Return the Python of a series that is built for WebAssembly, where it is installed."""
    name = ".".join(map(str, series))
    lock = IN_WASM / "node_modules" / f"pyodide-{name}" / "pyodide-lock.json"
    if not lock.is_file():
        return None
    called = json.loads(lock.read_text("utf-8"))["info"]["python"]
    version = (*series, int(_leading_digits(called.split(".")[2])))
    return Python(version, called, ("node", str(IN_WASM / "run.mjs"), name), in_wasm=True)


def every_python() -> list[Python]:
    """Return the CPythons of this machine, and for a series without one that in WebAssembly."""
    here = {python.version[:2] for python in cpythons()}
    others = [in_wasm(series) for series in SERIES if series not in here]
    return sorted([*cpythons(), *filter(None, others)], key=lambda python: python.version)


def asked(path: Path) -> Python | None:
    """Ask an interpreter what it is; None if it does not answer or is no CPython."""
    try:
        asked = subprocess.run(
            [path, "-c", QUESTION], capture_output=True, text=True, timeout=60, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    implementation, name, *numbers = asked.stdout.split()
    major, minor, micro = map(int, numbers)
    if implementation != "cpython":
        return None
    return Python((major, minor, micro), name, (str(path),))


def _leading_digits(text: str) -> str:
    return text[: len(text) - len(text.lstrip("0123456789"))]


def label(version: tuple[int, ...]) -> str:
    """Write a version as people do."""
    return ".".join(map(str, version))


def listed(names: Sequence[str]) -> str:
    """Write several versions as people do: 3.11, 3.12 and 3.13."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
