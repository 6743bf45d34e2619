"""Guarantees as data: each row is whole, and what is wrong is said with its file, line and cure."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from asyncio import locks, queues
from pathlib import Path

import markdown
import pytest
from conftest import ROOT

from import_asyncio.broken.catalogue import BROKEN
from import_asyncio.broken.in_place import in_place
from import_asyncio.errors import GuideError
from import_asyncio.guide import pages
from import_asyncio.guide.complaints import complaints as all_complaints
from import_asyncio.guide.guarantees import (
    FOLDER,
    PRIMITIVES,
    Guarantee,
    complaints,
    load,
    load_all,
)
from import_asyncio.guide.guarantees_json import main as write_json
from import_asyncio.guide.guarantees_json import to_data
from import_asyncio.guide.outcomes import outcomes_on

EVERYWHERE = ("fair", "cancel", "threads", "reentrant", "loop")


class TestRows:
    def test_nothing_is_wrong_with_them(self) -> None:
        assert list(complaints(load_all())) == []

    @pytest.mark.parametrize("primitive", PRIMITIVES)
    def test_some_questions_are_answered_everywhere(self, primitive: str) -> None:
        assert set(EVERYWHERE) <= {row.key for row in load(primitive)}

    @pytest.mark.parametrize("primitive", PRIMITIVES)
    def test_each_page_shows_them_and_all_their_programs(self, primitive: str) -> None:
        embeds = [
            embed
            for path in Path(f"docs/{primitive}").glob("*.md")
            for embed in pages.read(path).embeds
        ]
        shown = {(embed.kind, embed.name.removesuffix(".py")) for embed in embeds}
        assert ("guarantees", primitive) in shown
        for row in load(primitive):
            assert {("snippet", name) for name in row.programs} <= shown

    def test_the_short_answer_is_the_first_sentence(self) -> None:
        row = Guarantee(
            "lock", "k", "?", "No. In a thread, ask `loop.call_soon(lock.release)`.", ""
        )
        assert row.short == "No"
        assert Guarantee("lock", "k", "?", "It raises `RuntimeError`.", "").short == (
            "It raises `RuntimeError`"
        )


class TestWhatIsWrong:
    """Each mistake that a contributor can make is told with its place and its cure."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        return shutil.copytree(FOLDER, tmp_path / "guarantees")

    def replace(self, folder: Path, old: str, new: str) -> None:
        path = folder / "lock.toml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("[fair]", "[fair", r"lock\.toml:10: this is not TOML: "),
            ("[fair]", "[Fair]", r"lock\.toml:10: Fair is no row; begin one with .* \[fair\]"),
            ("[bound]", 'loose = "x"\n[bound]', r"lock\.toml:1: loose is no row"),
            (
                'question = "Is it fair?"',
                'qestion = "Is it fair?"',
                r"lock\.toml:10: \[fair\] has qestion, which nobody reads; did you mean question\?",
            ),
            ('question = "Is it fair?"', "", r"lock\.toml:10: \[fair\] has no question; write "),
            (
                'proofs = { fifo = "in order" }',
                'proofs = ["fifo"]',
                r"lock\.toml:10: proofs of \[fair\] gives each name its words; write proofs = {",
            ),
            (
                'broken = ["lock_serves_the_last_first", "lock_lets_newcomers_in"]',
                'broken = "lock_serves_the_last_first"',
                r"lock\.toml:10: broken of \[fair\] is a list; write broken = \[",
            ),
        ],
    )
    def test_no_row(self, folder: Path, old: str, new: str, said: str) -> None:
        self.replace(folder, old, new)
        with pytest.raises(GuideError, match=said):
            load("lock", folder)

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            (
                'proofs = { fifo = "in order" }',
                'proofs = { fifi = "in order" }',
                "lock.toml:10: [fair] names a program lock/fifi, which is not there; did you mean "
                "lock/fifo?",
            ),
            (
                'proofs = { fifo = "in order" }',
                "",
                "lock.toml:10: [fair] has no program; name one in `proofs` or `goes_wrong`",
            ),
            (
                'broken = ["lock_serves_the_last_first", "lock_lets_newcomers_in"]',
                "",
                "lock.toml:10: nothing could refute [fair]; name a broken lock of "
                "src/import_asyncio/broken/lock.py in `broken`",
            ),
            (
                '"lock_serves_the_last_first"',
                '"lock_serves_the_last"',
                "lock.toml:10: [fair] names lock_serves_the_last, which is no broken lock; did you "
                "mean lock_serves_the_last_first?",
            ),
            (
                '"lock_serves_the_last_first"',
                '"event_wakes_one"',
                "lock.toml:10: [fair] names event_wakes_one, which is no broken lock",
            ),
            (
                '["lock_serves_the_last_first", "lock_lets_newcomers_in"]',
                '["lock_lets_newcomers_in"]',
                "src/import_asyncio/broken/lock.py: no row names lock_serves_the_last_first; name "
                "it in docs/guarantees/lock.toml",
            ),
            (
                '"Is it fair?"',
                '"Fair?"',
                'event.toml:16: [fair] asks "Is it fair?", but at ',
            ),
            (
                'proofs = { fifo = "in order" }',
                'proofs = { fifo = "in order" }\ntogether = { newcomer = "so" }',
                "lock.toml:10: [fair] hangs together with newcomer, which is no other row; did you "
                "mean newcomers?",
            ),
        ],
    )
    def test_a_row_that_claims_too_much(self, folder: Path, old: str, new: str, said: str) -> None:
        self.replace(folder, old, new)
        assert any(said in complaint for complaint in complaints(load_all(folder)))

    def test_check_says_it(self, tmp_path: Path) -> None:
        docs = shutil.copytree("docs", tmp_path / "docs", ignore=shutil.ignore_patterns("assets"))
        self.replace(docs / "guarantees", "fifo", "fifi")
        found = [said for said in all_complaints(docs) if "lock/fifi" in said]
        assert len(found) == 1
        assert "docs/guarantees/lock.toml:10: " in found[0]

    def test_a_primitive_that_nobody_knows(self) -> None:
        with pytest.raises(GuideError, match="guarantees are written for lock, event, "):
            load("future")


class TestBlock:
    def html(self, text: str) -> str:
        return markdown.markdown(text, extensions=["import_asyncio.guide.block"])

    def test_a_row_with_its_proof_and_what_it_goes_wrong_with(self) -> None:
        text = self.html("/// guarantees | lock\n///\n")
        assert '<th scope="row">Is it fair?</th>' in text
        assert 'lock/guarantees.md#fifo">in order</a>' in text
        assert (
            "The proof goes wrong with a lock that lets other tasks run each time that it is taken."
        ) in text
        assert "<li>… lets a newcomer in before those who wait</li>" in text
        assert "<code>async with</code>" in text

    def test_the_comparison_has_a_column_for_each(self) -> None:
        text = self.html("/// guarantees | all\n///\n")
        head = text[: text.index("</thead>")]
        assert [head.count(f">{name.capitalize()}<") for name in PRIMITIVES] == [1] * 6
        assert 'event/guarantees.md#set_in_thread">No</a>' in text
        assert text.count("<tr>") == 1 + len({row.key for row in load_all()})

    def test_what_nobody_knows_stops_the_build(self) -> None:
        with pytest.raises(Exception, match=r"there is no docs/guarantees/lok\.toml"):
            self.html("/// guarantees | lok\n///\n")


class TestJson:
    def test_it_has_every_row(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        file = tmp_path / "guarantees.json"
        monkeypatch.setattr("sys.argv", ["guarantees_json", str(file)])
        assert write_json() == 0
        written = json.loads(file.read_text("utf-8"))
        assert [(row["primitive"], row["key"]) for row in written] == [
            (row.primitive, row.key) for row in load_all()
        ]

    def test_a_broken_primitive_is_told_in_words(self) -> None:
        row = next(row for row in to_data(load("lock")) if row["key"] == "yields")
        assert row["broken"] == {
            "lock_pauses_when_free": "a lock that lets other tasks run each time that it is taken"
        }
        assert row["proofs"] == {"free_lock": "free lock"}


class TestBrokenPrimitives:
    def test_there_are_enough_of_each(self) -> None:
        for primitive in PRIMITIVES:
            own = [broken for broken in BROKEN.values() if broken.primitive == primitive]
            assert len(own) >= 10
            kinds = [f"{kind}{primitive}" for kind in ("", "bounded_", "lifo_", "priority_")]
            assert all(broken.name.startswith(tuple(kinds)) for broken in own)

    @pytest.mark.parametrize("name", BROKEN)
    def test_its_docstring_says_what_is_wrong(self, name: str) -> None:
        broken = BROKEN[name]
        first, _, _ = (broken.cls.__doc__ or "").partition("\n")
        article = "An" if broken.primitive == "event" else "A"
        assert first == f"{article} {broken.primitive} that {broken.fault}."

    @pytest.mark.parametrize("name", BROKEN)
    def test_it_goes_by_the_name_of_its_kind(self, name: str) -> None:
        broken = BROKEN[name]
        module = "queues" if broken.primitive == "queue" else "locks"
        assert repr(broken.cls) == f"<class 'asyncio.{module}.{broken.kind}'>"
        for method in ("acquire", "wait", "release", "get", "put"):
            if hasattr(broken.cls, method):
                assert getattr(broken.cls, method).__qualname__.endswith(f".{method}")
                assert "Broken" not in getattr(broken.cls, method).__qualname__

    def test_it_is_in_place_for_a_time(self) -> None:
        own = asyncio.Lock
        with in_place("lock_lets_newcomers_in"):
            assert asyncio.Lock is locks.Lock is BROKEN["lock_lets_newcomers_in"].cls
            assert isinstance(asyncio.Condition()._lock, asyncio.Lock)  # type: ignore[attr-defined]
        assert asyncio.Lock is locks.Lock is own

    def test_a_queue_is_in_place_for_a_time(self) -> None:
        own = asyncio.Queue
        with in_place("queue_drops_when_full"):
            assert asyncio.Queue is queues.Queue is BROKEN["queue_drops_when_full"].cls
        assert asyncio.Queue is queues.Queue is own

    def test_the_command_runs_a_program_with_it(self) -> None:
        done = self.run("lock_pauses_when_free", "snippets/lock/free_lock.py")
        assert done.stdout == "greet: hello\nmain: took the lock 1000 times\n"
        assert done.returncode == 0

    def test_the_command_lists_them(self) -> None:
        lines = self.run().stdout.splitlines()
        assert [line.partition(":")[0] for line in lines] == list(BROKEN)
        assert "event_wakes_one: an event that wakes only the first of those who wait" in lines

    def test_the_command_says_how_it_is_used(self) -> None:
        done = self.run("lock_without_a_key", "x.py")
        assert done.returncode == 2
        assert done.stderr.startswith("usage: ")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "import_asyncio.broken", *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=ROOT)


def test_outcomes_are_read_from_the_page() -> None:
    named = outcomes_on(pages.pages(), "lock/lost_update")
    assert named == {
        "balance 2": "right: both deposits count",
        "balance 1": "wrong: one deposit is lost",
    }
    assert outcomes_on(pages.pages(), "lock/async_with") == {}


def test_every_outcome_that_is_read_has_a_verdict() -> None:
    all_pages = pages.pages()
    for embed in (embed for page in all_pages for embed in page.embeds if embed.kind == "orders"):
        named = outcomes_on(all_pages, embed.name.removesuffix(".py"))
        assert named, embed
        assert all(words.startswith(("right", "wrong")) for words in named.values()), embed
