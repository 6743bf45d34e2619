"""The record of what ran where: a page says what is in it, and nothing that is stale."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from import_asyncio.guide import ran_on, ran_words, snippet
from import_asyncio.guide.pythons import Python
from import_asyncio.guide.ran_on import of_program, of_verdicts
from import_asyncio.guide.snippet import Snippet, Transcript
from import_asyncio.program import Program

NAMED = {"balance 2": "right: both", "balance 1": "wrong: one"}
COUNTS = {"balance 2": 2, "balance 1": 4}
OLD = Python((3, 11, 7), "3.11.7", ("python",))
SAME_SERIES = Python((3, 11, 3), "3.11.3", ("node",), in_wasm=True)
NEW = Python((3, 15, 0), "3.15.0rc1", ("node",), in_wasm=True)


@pytest.fixture
def it() -> Snippet:
    return snippet.load("lock/lost_update")


@pytest.fixture
def folder(tmp_path: Path, it: Snippet) -> Path:
    for python in (OLD, SAME_SERIES, NEW):
        ran_on.write(python, tmp_path, programs=[of_program(it, python.version)])
    return tmp_path


def said(it: Snippet, folder: Path) -> str:
    return ran_words.ran(it, ran_on.read(folder))


def test_the_page_names_the_pythons_of_the_record(it: Snippet, folder: Path) -> None:
    assert said(it, folder) == (
        "Run on Python 3.11.7, and on 3.15.0rc1 (a release candidate) in WebAssembly."
    )


def test_without_a_record_it_says_nothing(it: Snippet, tmp_path: Path) -> None:
    assert said(it, tmp_path / "none") == ""


def test_of_another_program_or_transcript_it_says_nothing(it: Snippet, folder: Path) -> None:
    changed = replace(it.program, source=it.program.source + "\n")
    assert said(replace(it, program=changed), folder) == ""
    (newest,) = it.transcripts
    assert said(replace(it, transcripts=(replace(newest, text="other\n"),)), folder) == ""


def test_a_new_transcript_for_old_pythons_leaves_the_new_ones(it: Snippet, folder: Path) -> None:
    (newest,) = it.transcripts
    older = Transcript(newest.path, "other\n", (3, 12))
    assert said(replace(it, transcripts=(older, newest)), folder) == (
        "Run on Python 3.15.0rc1 (a release candidate) in WebAssembly."
    )


@pytest.mark.parametrize("text", ["", "[]", "{}", "no", '{"name": "3.11.7"}'])
def test_what_is_damaged_says_nothing(it: Snippet, folder: Path, text: str) -> None:
    (folder / "3.15.0rc1-wasm.json").write_text(text, "utf-8")
    assert said(it, folder) == "Run on Python 3.11.7."


def test_what_went_wrong_later_is_taken_back(it: Snippet, folder: Path) -> None:
    ran_on.write(OLD, folder, programs=[])
    assert "3.11.7" not in said(it, folder)


def test_what_starts_threads_says_where_it_does_not_run(folder: Path) -> None:
    threads = snippet.load("lock/from_a_thread")
    ran_on.write(OLD, folder, programs=[of_program(threads, OLD.version)])
    assert said(threads, folder) == (
        "Run on Python 3.11.7; not in WebAssembly, which has no threads."
    )


class TestVerdicts:
    """What is said under all orders of a program."""

    def said(self, folder: Path, program: Program, **other: int) -> str:
        for python, counts in ((OLD, {**COUNTS, **other}), (NEW, COUNTS)):
            ran_on.write(python, folder, verdicts={of_verdicts(program, NAMED, ()): counts})
        return ran_words.verdicts(program, NAMED, (), COUNTS, ran_on.read(folder))

    def test_they_hold_on_the_pythons_of_the_record(self, it: Snippet, tmp_path: Path) -> None:
        assert self.said(tmp_path, it.program) == (
            "These verdicts hold on Python 3.11.7, "
            "and on 3.15.0rc1 (a release candidate) in WebAssembly."
        )

    def test_other_counts_are_told(self, it: Snippet, tmp_path: Path) -> None:
        assert self.said(tmp_path, it.program, **{"balance 1": 5}).endswith(
            "in WebAssembly; the counts differ on 3.11.7."
        )

    def test_other_verdicts_say_nothing(self, it: Snippet, tmp_path: Path) -> None:
        self.said(tmp_path, it.program)
        record = ran_on.read(tmp_path)
        assert ran_words.verdicts(it.program, {"balance 2": "right"}, (), COUNTS, record) == ""
        assert ran_words.verdicts(it.program, NAMED, ("Ann",), COUNTS, record) == ""


def test_a_python_is_listed_with_what_it_ran_of_what_it_can_run(it: Snippet, folder: Path) -> None:
    threads = snippet.load("lock/from_a_thread")
    assert ran_words.pythons([it, threads], ran_on.read(folder)) == [
        "3.11.3, WebAssembly: 1 of 1 programs",
        "3.11.7, CPython: 1 of 2 programs",
        "3.15.0rc1 (a release candidate), WebAssembly: 1 of 1 programs",
    ]
    assert ran_words.pythons([threads], ran_on.read(folder)) == []
