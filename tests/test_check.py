"""`make check` runs all its parts and says everything at once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from broken import Guide, small_guide
from conftest import ROOT

from import_asyncio.guide.check import Part, check, parts


def part(name: str, code: str) -> Part:
    return Part(name, (sys.executable, "-c", code), f"mend {name}")


def test_every_part_is_heard(capsys: pytest.CaptureFixture[str]) -> None:
    failed = check(
        [
            part("first", "import sys; print('one:1: wrong'); sys.exit(1)"),
            part("second", "print('fine')"),
            part("third", "import sys; print('three:3: wrong', file=sys.stderr); sys.exit(2)"),
        ]
    )
    assert failed == ["first", "third"]
    said = capsys.readouterr().out
    for expected in ("one:1: wrong", "-> mend first", "three:3: wrong", "-> mend third"):
        assert expected in said
    assert "fine" not in said


def test_nothing_is_left_out() -> None:
    commands = [" ".join(part.command) for part in parts()]
    for tool in (
        "mypy",
        "guide.complaints",
        "ruff format --check",
        "ruff check",
        "lint-imports",
        "zizmor --offline --quiet .github",
        "vendor.github-workflows",
        "vendor.dependabot .github/dependabot.yml",
    ):
        assert any(tool in command for command in commands), f"no part of make check runs {tool}"
    for workflow in Path(ROOT / ".github/workflows").iterdir():
        assert any(f".github/workflows/{workflow.name}" in command for command in commands)


@pytest.fixture
def guide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Guide:
    monkeypatch.chdir(tmp_path)
    return small_guide(tmp_path)


def test_a_badly_formatted_program_hides_no_mistake_of_a_page(
    guide: Guide, capsys: pytest.CaptureFixture[str]
) -> None:
    guide.replace(guide.program, "asyncio.gather(", "asyncio.gather( ")
    guide.replace(guide.page, "`async with lock:`", "`lock`")
    guide.replace(guide.root / "docs/index.md", "#shared", "#share")
    chosen = ("format", "snippets and pages")
    assert sorted(check([part for part in parts() if part.name in chosen])) == sorted(chosen)
    said = capsys.readouterr().out
    assert "snippets/lock/shared.py:14:" in said
    assert "docs/lock/index.md:5: a note quotes `lock`, which occurs 7 times" in said
    assert "docs/index.md:3: links to lock/index.md#share, and nothing on" in said
