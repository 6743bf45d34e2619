"""The files of tests among the snippets: pytest prints their transcripts, but for its times."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, all_snippets, environment_without_pytest

from import_asyncio.guide import snippet
from import_asyncio.program import read

TESTS = [name for name in all_snippets() if read(ROOT / snippet.FOLDER / f"{name}.py").is_test]
OPTIONS = ("-q", "--show-capture=stdout", "-pno:cacheprovider")
TIME = re.compile(r" in \d+\.\d\ds$", re.MULTILINE)


def transcript(path: Path, folder: Path) -> str:
    """Run a file of tests as a reader does who has no other plugin and no configuration."""
    shutil.copy(path, folder)
    environment = environment_without_pytest()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *OPTIONS, "-pimport-asyncio", path.name],
        cwd=folder,
        env=environment | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "COLUMNS": "80"},
        capture_output=True,
        encoding="utf-8",
        timeout=100,
    )
    assert not done.stderr
    return TIME.sub("", done.stdout)


@pytest.mark.parametrize("name", TESTS)
def test_transcript(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    printed = transcript(snippet.path_of(name), tmp_path)
    if request.config.getoption("update_examples"):
        (snippet.FOLDER / f"{name}.out").write_text(printed, "utf-8")
    else:
        snippet.check(snippet.load(name), printed)


def test_there_is_one_that_fails_and_one_that_passes() -> None:
    ends = [snippet.load(name).transcript.splitlines()[-1] for name in TESTS]
    assert sorted(ends) == ["1 failed", "2 passed"]


def test_a_lock_that_is_kept_by_who_gives_up_is_found(tmp_path: Path) -> None:
    path = tmp_path / "test_kept.py"
    good = snippet.path_of("own_tests/test_account_fixed").read_text("utf-8")
    path.write_text(
        good.replace("async with self.lock:", "if await self.lock.acquire():").replace(
            "balance + amount\n", "balance + amount\n            self.lock.release()\n"
        )
    )
    folder = tmp_path / "run"
    folder.mkdir()
    printed = transcript(path, folder)
    assert "✗ 2  deadlock" in printed
    assert "1 failed, 1 passed" in printed
