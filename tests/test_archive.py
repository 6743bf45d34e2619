"""All snippets in one archive: whole, with the licence, and the same bytes each time."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from import_asyncio.guide import snippet
from import_asyncio.guide.archive import FOLDER, pack


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    pack(tmp_path / "snippets.zip")
    return tmp_path / "snippets.zip"


def test_it_holds_every_program_its_output_and_the_licence(archive: Path) -> None:
    with zipfile.ZipFile(archive) as files:
        names = {name.removeprefix(f"{FOLDER}/") for name in files.namelist()}
        for name in snippet.names():
            source = snippet.path_of(name).read_bytes()
            assert files.read(f"{FOLDER}/{name}.py") == source
            assert f"{name}.out" in names
        assert files.read(f"{FOLDER}/LICENSE") == Path("LICENSE").read_bytes()
        assert "README.txt" in names
    outputs = {
        path.relative_to(snippet.FOLDER).as_posix() for path in snippet.FOLDER.rglob("*.out")
    }
    assert {name for name in names if name.endswith(".out")} == outputs


def test_the_same_files_make_the_same_bytes(archive: Path, tmp_path: Path) -> None:
    os.utime(snippet.path_of("lock/fifo"))
    pack(tmp_path / "again.zip")
    assert archive.read_bytes() == (tmp_path / "again.zip").read_bytes()


def test_a_program_of_it_runs_as_the_readme_says(archive: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive) as files:
        files.extractall(tmp_path)
    done = subprocess.run(
        [sys.executable, "lock/lost_update.py"],
        cwd=tmp_path / FOLDER,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout == snippet.load("lock/lost_update").transcript
