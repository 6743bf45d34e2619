"""A proof is something that can fail: each goes wrong with each primitive that lacks its guarantee.

And it goes right with those that lack another, so that a crash proves nothing.
"""

from __future__ import annotations

import asyncio
import functools
import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from import_asyncio.broken import barrier, condition, event, lock, queue, semaphore
from import_asyncio.explore.explore import explore
from import_asyncio.guide import snippet
from import_asyncio.guide.guarantees import Guarantee, load
from import_asyncio.guide.pythons import label, pythons
from import_asyncio.guide.snippet import Snippet, Transcript
from import_asyncio.guide.trial import trial
from import_asyncio.guide.trials import Trials, try_all
from import_asyncio.program import Program
from import_asyncio.run.runner import run

Version = tuple[int, int, int]


@functools.cache
def tried_on(version: Version) -> Trials:
    """Try all guarantees on one of the Pythons of this machine."""
    done = subprocess.run(
        [pythons()[version], "-m", "import_asyncio.guide.trials", "--json"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return Trials(**json.loads(done.stdout))


@pytest.mark.xdist_group("trials")
@pytest.mark.parametrize("version", pythons(), ids=label)
def test_each_proof_goes_wrong_with_what_it_is_to_catch(version: Version) -> None:
    assert tried_on(version).complaints == []


@pytest.mark.xdist_group("trials")
def test_each_broken_primitive_is_tried_on_some_python() -> None:
    if max(pythons()) < (3, 13):
        pytest.skip("what changed with Python 3.13 can only be tried there")
    untried = [set(tried_on(version).untried) for version in pythons()]
    assert set.intersection(*untried) == set()


class TestItCanFail:
    """Rows that are wrong, each in one way, and what is said of them."""

    def row(self, key: str, proof: str, **parts: Any) -> Guarantee:
        return Guarantee("lock", key, "?", "Yes.", f"lock.toml:{key}", {proof: "proof"}, **parts)

    def said(self, *rows: Guarantee) -> list[str]:
        return try_all(rows).complaints

    def test_a_proof_that_is_too_weak(self) -> None:
        weak = self.row("fair", "exclusive", broken=("lock_serves_the_last_first",))
        assert self.said(weak) == [
            "lock.toml:fair: lock_serves_the_last_first survives: no program of [fair] goes wrong "
            "with it; make one of lock/exclusive stronger, or add another"
        ]

    def test_a_proof_that_is_strong_enough(self) -> None:
        assert self.said(self.row("fair", "fifo", broken=("lock_serves_the_last_first",))) == []

    def test_a_proof_that_only_every_order_makes_strong(self) -> None:
        fifo = snippet.load("lock/fifo")
        assert trial(fifo, {}, "lock_lets_newcomers_in") == ""
        assert trial(fifo, {"in order": "right: so it is"}, "lock_lets_newcomers_in") == (
            "ends in 'overtaken' in some orders, which the page does not name"
        )

    def test_other_counts_alone_do_not_make_it_strong(self) -> None:
        """A lock that pauses is taken in more orders, and all of them end right."""
        pausing = self.row("fair", "fifo", broken=("lock_pauses_when_free",))
        assert "survives" in self.said(pausing)[0]

    def test_a_primitive_that_breaks_too_much(self) -> None:
        found = self.said(
            self.row("newcomers", "back_in_line", broken=("lock_lets_newcomers_in",)),
            self.row("fair", "fifo", broken=("lock_serves_the_last_first",)),
        )
        assert found == [
            "lock.toml:newcomers: lock_lets_newcomers_in spoils [fair] too: lock/fifo ends in "
            "'overtaken' in some orders, which the page does not name; break less, or say in "
            "`together` of [newcomers] why the two hang together"
        ]

    def test_rows_that_hang_together_say_so(self) -> None:
        together = {"fair": "A newcomer who pushes in was not the first to come."}
        parts: Mapping[str, Any] = {"broken": ("lock_lets_newcomers_in",), "together": together}
        fair = self.row("fair", "fifo", broken=("lock_serves_the_last_first",))
        assert self.said(self.row("newcomers", "back_in_line", **parts), fair) == []

    def test_rows_that_need_not_hang_together(self) -> None:
        together = {"cancel": "They do not."}
        parts: Mapping[str, Any] = {"broken": ("lock_lets_newcomers_in",), "together": together}
        cancel = self.row("cancel", "cancelled_holder")
        assert self.said(self.row("newcomers", "back_in_line", **parts), cancel) == [
            "lock.toml:newcomers: [newcomers] need not hang together with cancel: no broken "
            "primitive of it spoils that; take it out of `together`"
        ]

    def test_a_program_that_is_to_go_wrong_and_does_not(self) -> None:
        good = Guarantee("lock", "owner", "?", "No.", "here", goes_wrong={"fifo": "in order"})
        assert self.said(good) == [
            "here: lock/fifo goes wrong, says [owner], but it ends well and no proof beside it "
            "prints anything else; name the program that mends it in `proofs`"
        ]

    @pytest.mark.parametrize("slug", ["twice", "lost_update"])
    def test_a_program_that_goes_wrong(self, slug: str) -> None:
        assert self.said(Guarantee("lock", "k", "?", "No.", "here", goes_wrong={slug: "so"})) == []

    def test_a_program_that_does_not_end(self) -> None:
        source = (
            "import asyncio\n\nasync def main():\n    asyncio.Lock().release()\n"
            "    while True:\n        await asyncio.sleep(0)\n\nasyncio.run(main())\n"
        )
        last_words = Transcript(Path("x.out"), "RuntimeError: Lock is not acquired.\n")
        endless = Snippet("lock/x", Path("x.py"), Program("x.py", source), (last_words,))
        assert trial(endless, {}, "lock_takes_a_surplus_release").startswith("does not end: ")

    def test_asyncio_itself_passes(self) -> None:
        """What a trial calls wrong is the fault's: without one the programs print as ever."""
        assert trial(snippet.load("lock/fifo"), {"in order": "right"}, "event_wakes_one") == ""


COPIES = {
    "lock": ("Lock", lock._Lock),
    "event": ("Event", event._Event),
    "semaphore": ("Semaphore", semaphore._Semaphore),
    "condition": ("Condition", condition._Condition),
    "barrier": ("Barrier", barrier._Barrier),
    "queue": ("Queue", queue._Queue),
}


@pytest.mark.parametrize("primitive", COPIES)
def test_what_the_broken_primitives_are_made_of_is_not_broken(
    primitive: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a fault, each program goes through the same orders as with asyncio's own."""
    programs = [snippet.load(name).program for row in load(primitive) for name in row.programs]
    staged = [program for program in programs if program.on_stage]
    own = [(run(program).transcript, orders(program)) for program in staged]
    kind, copy = COPIES[primitive]
    monkeypatch.setattr(f"{getattr(asyncio, kind).__module__}.{kind}", copy)
    monkeypatch.setattr(asyncio, kind, copy)
    assert [(run(program).transcript, orders(program)) for program in staged] == own


def orders(program: Program) -> set[tuple[tuple[tuple[str, str], ...], str]]:
    """Return each order of a program that a page can show, by what its tasks print and its end."""
    if "to_thread" in program.source:
        return set()
    return {
        (tuple((step.task, step.printed) for step in order.steps), order.outcome)
        for order in explore(program).orders
    }
