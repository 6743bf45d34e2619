"""The package: what is in its wheel and its sdist, and that it works where nothing else is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from email.message import Message
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import ROOT

from import_asyncio import __version__
from import_asyncio.guide.pythons import label, pythons

Version = tuple[int, int, int]
PATIENCE = 300.0
# What pytest consists of: Python alone, so that it runs on each version.
PYTEST = ("pytest", "_pytest", "pluggy", "iniconfig", "packaging", "pygments", "py")
STEM = f"import_asyncio-{__version__}"
BUILD = (
    "import sys; from flit_core.buildapi import *; "
    "build_wheel(sys.argv[1]); build_sdist(sys.argv[1])"
)


def call(*command: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a command without what this environment tells Python and pytest."""
    told = ("PYTHON", "PYTEST", "VIRTUAL_ENV")
    environment = {name: text for name, text in os.environ.items() if not name.startswith(told)}
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=PATIENCE
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    done = call(sys.executable, "-c", BUILD, folder)
    assert done.returncode == 0, done.stderr
    return folder


def wheel(built: Path) -> Path:
    return built / f"{STEM}-py3-none-any.whl"


def metadata(built: Path) -> Message:
    with zipfile.ZipFile(wheel(built)) as file:
        return message_from_bytes(file.read(f"{STEM}.dist-info/METADATA"))


def test_an_index_would_take_both(built: Path) -> None:
    files = sorted(built.iterdir())
    assert [file.name for file in files] == [f"{STEM}-py3-none-any.whl", f"{STEM}.tar.gz"]
    done = call(sys.executable, "-m", "twine", "check", "--strict", *files)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("PASSED") == 2


def test_twine_says_what_an_index_would_not_take(built: Path, tmp_path: Path) -> None:
    broken = tmp_path / wheel(built).name
    with zipfile.ZipFile(wheel(built)) as whole, zipfile.ZipFile(broken, "w") as less:
        for name in whole.namelist():
            text = whole.read(name)
            if name.endswith("METADATA"):
                text = text.partition(b"\n\n")[0].replace(b"Name: ", b"Nothing: ")
            less.writestr(name, text)
    assert call(sys.executable, "-m", "twine", "check", "--strict", broken).returncode != 0


def test_it_says_what_it_is_and_needs_nothing(built: Path) -> None:
    said = metadata(built)
    assert said["Name"] == "import-asyncio"
    assert said["Version"] == __version__
    assert said["Requires-Python"] == ">=3.11"
    assert said["License-Expression"] == "0BSD"
    assert said.get_all("Requires-Dist") is None
    assert "Typing :: Typed" in said.get_all("Classifier", [])
    assert any(url.startswith("Source, https://") for url in said.get_all("Project-URL", []))


def test_it_has_its_rooms_its_entry_points_and_its_typing_marker(built: Path) -> None:
    with zipfile.ZipFile(wheel(built)) as file:
        names = set(file.namelist())
        points = file.read(f"{STEM}.dist-info/entry_points.txt").decode()
    sources = (ROOT / "src/import_asyncio").rglob("*.py")
    assert {path.relative_to(ROOT / "src").as_posix() for path in sources} <= names
    assert "import_asyncio/py.typed" in names
    assert "import-asyncio=import_asyncio.cli.main:main" in points
    assert "[pytest11]\nimport-asyncio=import_asyncio.testing.plugin" in points
    assert {name.partition("/")[0] for name in names} == {"import_asyncio", f"{STEM}.dist-info"}


def test_the_sdist_builds_the_same_wheel(built: Path, tmp_path: Path) -> None:
    with tarfile.open(built / f"{STEM}.tar.gz") as file:
        file.extractall(tmp_path, filter="data")
    done = call(sys.executable, "-c", BUILD, tmp_path, cwd=tmp_path / STEM)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(wheel(built)) as one, zipfile.ZipFile(wheel(tmp_path)) as other:
        assert sorted(one.namelist()) == sorted(other.namelist())
        for name in one.namelist():
            assert one.read(name) == other.read(name) or name.endswith("/RECORD"), name


@pytest.fixture
def installed(built: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A Python of an environment in which there is only what the wheel installs."""
    made = call(pythons()[request.param], "-m", "venv", "--without-pip", tmp_path / "venv")
    assert made.returncode == 0, made.stderr
    python = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = (sys.executable, "-m", "pip", "--python", python)
    done = call(*pip, "install", "--no-index", "--no-deps", wheel(built))
    assert done.returncode == 0, done.stderr
    return python


on_each_python = pytest.mark.parametrize("installed", pythons(), ids=label, indirect=True)


@on_each_python
def test_it_works_where_nothing_else_is_installed(installed: Path, tmp_path: Path) -> None:
    command = installed.with_name("import-asyncio")
    program = ROOT / "snippets/lock/lost_update.py"
    transcript = program.with_suffix(".out").read_text("utf-8")
    assert call(command, "run", program, cwd=tmp_path).stdout == transcript
    (tmp_path / "own.py").write_text(
        "import asyncio, import_asyncio\n"
        "async def main(): await asyncio.gather(asyncio.sleep(1), asyncio.sleep(1))\n"
        "print(len(import_asyncio.every_order(main).orders), import_asyncio.__file__)"
    )
    said = call(installed, "own.py", cwd=tmp_path)
    assert said.stdout.startswith(f"2 {tmp_path}"), said.stderr


@on_each_python
def test_its_tests_of_the_command_pass(installed: Path, tmp_path: Path) -> None:
    for name in PYTEST:
        module = find_spec(name)
        assert module is not None
        assert module.origin is not None
        if module.submodule_search_locations:
            shutil.copytree(Path(module.origin).parent, tmp_path / "pytest" / name)
        else:
            shutil.copy(module.origin, tmp_path / "pytest")
    done = call(
        installed,
        "-c",
        f"import sys; sys.path.append({str(tmp_path / 'pytest')!r}); import pytest; "
        "sys.exit(pytest.main(sys.argv[1:]))",
        "--override-ini=addopts=--import-mode=importlib",
        "-pno:cacheprovider",
        "-q",
        "tests/test_cli.py",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
