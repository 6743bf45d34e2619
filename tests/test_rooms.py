"""The walls between the rooms of the stage stand, and an import that breaks one is refused."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

LINT = Path(sys.executable).with_name("lint-imports")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the stage with the contract that it keeps."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(house: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT, "--no-logo", "--no-cache"],
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_the_walls_stand(house: Path) -> None:
    done = lint(house)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("errors", "run.clock"),
        ("recording", "draw.text"),
        ("run.clock", "record.names"),
        ("record.names", "explore.arrivals"),
        ("explore.arrivals", "draw.text"),
        ("draw.text", "run.clock"),
        ("draw.text", "record.names"),
        ("draw.text", "explore.arrivals"),
        ("browser.support", "cli.arguments"),
        ("browser.support", "guide.notes"),
        ("cli.arguments", "browser.support"),
        ("cli.arguments", "guide.notes"),
        ("guide.notes", "cli.arguments"),
    ],
)
def test_an_import_through_a_wall_is_refused(house: Path, importer: str, imported: str) -> None:
    path = house / f"src/import_asyncio/{importer.replace('.', '/')}.py"
    room, _, module = imported.rpartition(".")
    path.write_text(f"{path.read_text('utf-8')}\nfrom import_asyncio.{room} import {module}\n")
    done = lint(house)
    assert done.returncode == 1
    assert f"import_asyncio.{importer} -> import_asyncio.{imported}" in done.stdout


def test_a_new_room_has_to_be_put_in_its_place(house: Path) -> None:
    attic = house / "src/import_asyncio/attic"
    attic.mkdir()
    (attic / "__init__.py").write_text('"""What nobody needs."""\n')
    done = lint(house)
    assert done.returncode == 1
    assert "attic" in done.stdout
