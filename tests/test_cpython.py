"""CPython's own tests of locks, queues, timeouts, task groups and wait_for pass on the stage."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from cpython_on_stage import NOT_INSTALLED

from import_asyncio.guide.pythons import label, pythons


@pytest.mark.parametrize("version", pythons(), ids=label)
def test_passes_on_the_stage(version: tuple[int, int, int]) -> None:
    script = Path(__file__).with_name("cpython_on_stage.py")
    done = subprocess.run([pythons()[version], script], capture_output=True, text=True, timeout=300)
    if done.returncode == NOT_INSTALLED:
        pytest.skip(f"Python {label(version)} comes without its tests: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
