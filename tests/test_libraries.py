"""Small users of libraries that nobody here wrote: as `python` runs them, and in every order."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import ROOT

from import_asyncio.errors import GuideError, Refused
from import_asyncio.explore.explore import explore
from import_asyncio.program import read
from import_asyncio.run.runner import run

PROGRAMS = ROOT / "tests" / "programs" / "libraries"
HAS_GH_112202 = sys.version_info < (3, 13)
REMARKS = {
    "backoff_jitter": ("line 17 asks for random numbers; here they are the same in each run",)
}
OUTCOMES = {
    "aiocache_asks_twice": {"WHY WHY asked 2": 20},
    "aiojobs_limit": {"most at once 2": 25},
    "aiolimiter_rate": {"passed 4": 1},
    "aiorwlock_writer": {"whole": 40},
    "aiosignal_sends": {"one two": 2},
    "anyio_item_lost": {"kept": 2, "lost": 1, "received": 1},
    "anyio_move_on_after": {"cancelled": 1, "in time": 1},
    "async_lru_once": {"WHY WHY WHY asked 1": 60},
    "asyncstdlib_tee": {"[0, 1, 2] 3": 1},
    "backoff_jitter": {"answer after 3": 1},
    "janus_in_order": {"0 1 2": 1},
    "janus_wakeup_lost": {"got item": 3, "deadlock": 1} if HAS_GH_112202 else {"got item": 4},
    "tenacity_retries": {"answer after 3": 3},
}


def test_each_program_is_tried() -> None:
    assert {path.stem for path in PROGRAMS.glob("*.py")} == {*OUTCOMES, "anyio_thread"}


@pytest.mark.parametrize("name", OUTCOMES)
def test_it_prints_on_the_stage_what_it_prints_without(name: str) -> None:
    path = PROGRAMS / f"{name}.py"
    plain = subprocess.run([sys.executable, path], capture_output=True, text=True, timeout=60)
    staged = run(read(path))
    assert (plain.stdout, plain.stderr) == (staged.stdout, staged.stderr)
    assert (plain.returncode, staged.ending) == (0, "")


@pytest.mark.parametrize("name", OUTCOMES)
def test_all_its_orders_are_known(name: str) -> None:
    found = explore(read(PROGRAMS / f"{name}.py"))
    assert found.outcomes == OUTCOMES[name]
    assert found.complete
    assert not found.sampled
    assert found.remarks == REMARKS.get(name, ())


def test_a_program_that_starts_a_thread_is_refused_for_it() -> None:
    program = read(PROGRAMS / "anyio_thread.py")
    with pytest.raises(Refused, match="starts threads of its own"):
        run(program)
    with pytest.raises(
        GuideError, match=r"the program starts a thread, at line 6: .*; its orders cannot"
    ):
        explore(program)
