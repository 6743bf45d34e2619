"""The small primitives that pages build behave as asyncio's own, under cancellation too."""

from __future__ import annotations

import asyncio
from collections import deque
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from small_versions import KINDS, differs_in_orders, small, trace

from import_asyncio.guide import snippet
from import_asyncio.guide.cache import cached
from import_asyncio.guide.pythons import Python, every_python
from import_asyncio.run.stage import on_stage

PATIENCE = 600.0
SCRIPT = Path(__file__).with_name("small_versions.py")
# The pages build what CPython 3.13 has; these two behaved otherwise before.
SINCE = {"semaphore": (3, 13), "condition": (3, 13)}


def difference(python: Python, kind: str) -> str:
    """Compare on one Python; return the first difference, and keep it by content."""
    sources = [SCRIPT, ROOT / snippet.FOLDER / kind / "inside.py"]
    content = "".join([str(python), kind, *(path.read_text("utf-8") for path in sources)])
    return str(cached("small_versions", content, lambda: compared(python, kind)))


def compared(python: Python, kind: str) -> str:
    done = python.run(f"tests/{SCRIPT.name}", kind, timeout=PATIENCE)
    assert done.returncode == 0 or "differs" in done.stderr, done.stderr
    return done.stderr


@pytest.mark.parametrize("python", every_python(), ids=str)
@pytest.mark.parametrize("kind", KINDS)
def test_behaves_as_the_real_one_since_3_13_and_some_before(kind: str, python: Python) -> None:
    same = python.version >= SINCE.get(kind, (3, 11))
    assert (difference(python, kind) == "") == same


class LosesTheTurnOfTheCancelled:
    """A lock that forgets to wake the next task when the one that it chose is cancelled."""

    def __init__(self) -> None:
        self._locked = False
        self._line: deque[asyncio.Future[None]] = deque()

    async def acquire(self) -> bool:
        if self._locked or self._line:
            ticket = asyncio.get_running_loop().create_future()
            self._line.append(ticket)
            try:
                await ticket
            finally:
                self._line.remove(ticket)
        self._locked = True
        return True

    def release(self) -> None:
        if not self._locked:
            raise RuntimeError("Lock is not acquired.")
        self._locked = False
        if self._line and not self._line[0].done():
            self._line[0].set_result(None)


def test_a_lock_that_loses_a_turn_is_found_out() -> None:
    assert any(
        trace("lock", LosesTheTurnOfTheCancelled, seed) != trace("lock", asyncio.Lock, seed)
        for seed in range(100)
    )
    assert "program 0, cancelling ('Ben',), differs" in differs_in_orders(
        "lock", LosesTheTurnOfTheCancelled
    )


async def second_gets_in(primitive: Any) -> bool:
    """Close the first of two waiters when it has been chosen; say whether the second gets in."""
    first = primitive.acquire()
    first.send(None)
    second = asyncio.create_task(primitive.acquire())
    await asyncio.sleep(0)
    primitive.release()
    first.close()
    return bool((await asyncio.wait([second], timeout=1))[0])


@pytest.mark.parametrize("kind", ["lock", "semaphore"])
def test_only_a_small_version_passes_on_the_turn_of_a_closed_waiter(kind: str) -> None:
    async def real_and_small() -> list[bool]:
        found = []
        for primitive in KINDS[kind][1](), small(kind)():
            await primitive.acquire()
            found.append(await second_gets_in(primitive))
        return found

    with on_stage(__file__):
        assert asyncio.run(real_and_small()) == [False, True]
