"""Error messages are found in transcripts, and a page explains each of them, and no others."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from broken import Guide, small_guide
from conftest import ROOT

from import_asyncio.guide import config
from import_asyncio.guide.convert import convert
from import_asyncio.guide.errors_block import every_message_is_explained, take_causes
from import_asyncio.guide.messages import MESSAGE, printed, quoted, unexplained
from import_asyncio.guide.pages import DOCS
from import_asyncio.guide.snippet import FOLDER, transcripts_of

PROGRAM = '"""Prints."""\n\nimport asyncio\n\n\nasync def main():\n    print()\n\n\n'
PROGRAM += "asyncio.run(main())\n"
ERRORS = """

## Errors

/// errors
`RuntimeError: no`
:   Because.
///
"""


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    return small_guide(tmp_path)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("RuntimeError: no", "RuntimeError: no"),
        ("Ada: BrokenBarrierError: Barrier aborted", "BrokenBarrierError: Barrier aborted"),
        ("asyncio.exceptions.CancelledError", "asyncio.exceptions.CancelledError"),
        ("wait_for: TimeoutError, locked: False", "TimeoutError"),
        ("RuntimeWarning: never awaited", "RuntimeWarning: never awaited"),
        ("deadlock: nothing is ready", "deadlock: nothing is ready"),
        ("  Ada waits at line … for the lock: `x`", "waits at line … for the lock"),
        ("no timeout, no error", ""),
        ("Errors: none", ""),
        ("  main waits at line … for Ben: `await ben`", ""),
    ],
)
def test_a_message_is_told_from_other_lines(line: str, message: str) -> None:
    found = MESSAGE.search(line)
    assert (found[0] if found else "") == message


def test_every_line_of_every_transcript_is_read() -> None:
    read = [(line.name, line.line) for line in printed()]
    there = [
        line
        for path in FOLDER.rglob("*.py")
        for transcript in transcripts_of(path)
        for line in transcript.text.splitlines()
    ]
    assert len(read) == len(there)
    assert {name for name, _ in read} <= {
        path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.py")
    }


class TestQuotes:
    def make(self, guide: Guide, text: str, older: str = "") -> Path:
        path = guide.add_snippet("lock/other", PROGRAM, text)
        if older:
            path.with_suffix(".3.12.out").write_text(older, "utf-8")
        return guide.root / "snippets"

    def test_a_quote_finds_the_whole_message_and_its_programs(self, guide: Guide) -> None:
        folder = self.make(guide, "Ada: RuntimeError: no luck\n")
        [message] = quoted("no luck", printed(folder))
        assert (message.words, message.programs) == ("RuntimeError: no luck", ("lock/other",))
        assert message.versions == ""

    def test_a_part_of_a_message_counts_to_the_whole(self, guide: Guide) -> None:
        folder = self.make(guide, "RuntimeError: no luck\n")
        guide.add_snippet("lock/third", PROGRAM, "failed with no luck\n")
        [message] = quoted("no luck", printed(folder))
        assert message.programs == ("lock/other", "lock/third")

    def test_two_messages_are_two(self, guide: Guide) -> None:
        folder = self.make(guide, "TypeError: no a\nTypeError: no b\n")
        found = quoted("TypeError: no", printed(folder))
        assert [message.words for message in found] == ["TypeError: no a", "TypeError: no b"]

    def test_a_message_of_some_pythons_says_which(self, guide: Guide) -> None:
        folder = self.make(guide, "TypeError: new\n", older="TypeError: old\n")
        lines = printed(folder)
        assert quoted("new", lines)[0].versions == "Python 3.13 and newer"
        assert quoted("old", lines)[0].versions == "Python 3.11 and 3.12"

    def test_the_number_of_a_line_is_left_out(self, guide: Guide) -> None:
        folder = self.make(guide, "deadlock: x\n  Ada waits at line 12 for the lock: `x`\n")
        assert set(unexplained(["deadlock"], printed(folder))) == {"waits at line … for the lock"}


def test_messages_with_one_cause_share_a_heading() -> None:
    block = ElementTree.fromstring("<div><dl><dt>`a`</dt><dt>`b`</dt><dd>why</dd></dl></div>")
    [(quotes, cause)] = take_causes(block)
    assert (quotes, cause.text) == (["a", "b"], "why")


class TestPage:
    def complaints(self, guide: Guide, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        monkeypatch.chdir(guide.root)
        page = convert(Path("docs/lock/index.md"), config.read(), DOCS)
        said = [str(mistake) for mistake in page.mistakes]
        return said + list(every_message_is_explained([page], FOLDER))

    def show(self, guide: Guide, text: str) -> None:
        guide.add_snippet("lock/other", PROGRAM.replace("print()", f"print({text[:-1]!r})"), text)
        shown = "\n\n## Other { #other }\n\n/// snippet | lock/other.py\n///\n"
        guide.page.write_text(guide.page.read_text("utf-8") + shown + ERRORS, "utf-8")

    def test_each_message_has_a_line(self, guide: Guide, monkeypatch: pytest.MonkeyPatch) -> None:
        self.show(guide, "Ada: RuntimeError: no\n")
        assert not any("RuntimeError" in said for said in self.complaints(guide, monkeypatch))

    def test_a_message_without_a_line(self, guide: Guide, monkeypatch: pytest.MonkeyPatch) -> None:
        self.show(guide, "Ada: RuntimeError: no\nTypeError: yes\n")
        assert (
            "docs/lock/index.md: snippets/lock/other.py prints “TypeError: yes”, and no "
            "`/// errors` says why; add a line that quotes it, and its cause"
        ) in self.complaints(guide, monkeypatch)

    def test_a_line_without_a_message(self, guide: Guide, monkeypatch: pytest.MonkeyPatch) -> None:
        self.show(guide, "all is well\n")
        assert any(
            "`RuntimeError: no` stands in no transcript" in said
            for said in self.complaints(guide, monkeypatch)
        )


def test_the_page_names_the_message_its_cause_and_its_program() -> None:
    page = convert(ROOT.joinpath("docs/errors.md").relative_to(ROOT), config.read(), DOCS)
    message = "RuntimeError: Lock is not acquired."
    [code] = [e for e in page.content if e.attributes.get("data-message") == message]
    assert code.text == message
    entry = next(e for e in code.around if "errors-entry" in e.classes)
    assert "lock/mistakes.md#release_unlocked" in [e.attributes.get("href") for e in entry]
