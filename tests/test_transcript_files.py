"""Which transcript holds for which Python, and which of them `make update` writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken import PROGRAM, Guide, small_guide

from import_asyncio.guide import html, snippet
from import_asyncio.guide.complaints import complaints
from import_asyncio.guide.pythons import SERIES
from import_asyncio.guide.snippet import on, program_of, transcripts_of
from import_asyncio.guide.transcripts import rewrite
from import_asyncio.program import parse

NEWER: dict[tuple[int, ...], str] = {
    (3, 11): "a\n",
    (3, 12): "a\n",
    (3, 13): "b\n",
    (3, 14): "b\n",
    (3, 15): "c\n",
}


def written(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.out"))}


def test_there_are_as_many_as_there_are_different_ones(tmp_path: Path) -> None:
    path = tmp_path / "fair.py"
    rewrite(path, parse(PROGRAM, "fair.py"), NEWER)
    assert written(tmp_path) == {"fair.3.12.out": "a\n", "fair.3.14.out": "b\n", "fair.out": "c\n"}
    found = transcripts_of(path)
    assert {series: on(found, series).text for series in SERIES} == NEWER
    assert on(found, (3, 12, 9)).text == "a\n"
    assert on(found, (3, 16, 0)).text == "c\n"


def test_one_is_enough_where_all_print_the_same(tmp_path: Path) -> None:
    path = tmp_path / "fair.py"
    rewrite(path, parse(PROGRAM, "fair.py"), NEWER)
    rewrite(path, parse(PROGRAM, "fair.py"), dict.fromkeys(SERIES, "d\n"))
    assert written(tmp_path) == {"fair.out": "d\n"}


def test_a_python_that_is_not_here_keeps_its_transcript(tmp_path: Path) -> None:
    path = tmp_path / "fair.py"
    rewrite(path, parse(PROGRAM, "fair.py"), NEWER)
    rewrite(path, parse(PROGRAM, "fair.py"), {(3, 12): "d\n"})
    assert written(tmp_path) == {
        "fair.3.11.out": "a\n",
        "fair.3.12.out": "d\n",
        "fair.3.14.out": "b\n",
        "fair.out": "c\n",
    }


@pytest.mark.parametrize("name", ["fair.out", "fair.3.12.out"])
def test_a_transcript_belongs_to_its_program(name: str) -> None:
    assert program_of(Path("lock") / name) == Path("lock/fair.py")


class TestItCanFail:
    """Transcripts of the small guide that say nothing, and one that is wrong."""

    @pytest.fixture
    def guide(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Guide:
        monkeypatch.chdir(tmp_path)
        return small_guide(tmp_path)

    def test_one_that_says_the_same(self, guide: Guide) -> None:
        same = guide.transcript.with_name("shared.3.12.out")
        same.write_text(guide.transcript.read_text("utf-8"), "utf-8")
        (said,) = complaints()
        assert said.startswith("snippets/lock/shared.3.12.out says nothing that another")

    @pytest.mark.parametrize("series", ["3.10", "3.15"])
    def test_one_that_is_for_no_python(self, guide: Guide, series: str) -> None:
        guide.transcript.with_name(f"shared.{series}.out").write_text("other\n", "utf-8")
        assert any("is for no Python that it runs on" in said for said in complaints())

    def test_one_that_is_wrong(self, guide: Guide) -> None:
        guide.transcript.with_name("shared.3.14.out").write_text("other\n", "utf-8")
        assert any("-other" in said and "shared.3.14.out" in said for said in complaints())

    def test_one_without_a_program(self, guide: Guide) -> None:
        guide.transcript.with_name("gone.3.12.out").write_text("other\n", "utf-8")
        (said,) = complaints()
        assert said == "snippets/lock/gone.3.12.out is the transcript of no program; remove it"


def test_the_page_shows_the_newest_and_folds_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    guide = small_guide(tmp_path)
    guide.transcript.with_name("shared.3.11.out").write_text("old\n", "utf-8")
    guide.transcript.with_name("shared.3.13.out").write_text("newer\n", "utf-8")
    it = snippet.load("lock/shared")
    assert "Output, since Python 3.14" in html.output(it, "")
    older = html.older_outputs(it)
    assert older.index("Output on Python 3.12 and 3.13") < older.index("Output on Python 3.11<")
    assert older.count("<details") == 2
