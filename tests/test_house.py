"""What CONTRIBUTING and README say of the house is so."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

STAGE = ROOT / "src/import_asyncio"
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
WHERE = CONTRIBUTING.partition("## Where things are")[2]
COLUMNS = re.compile(r"^\| (.*?) \| (.*?) \|", re.MULTILINE)
NAMES = re.compile(r"`([\w./]+)`")


def named(text: str) -> list[str]:
    """Return what looks like a file or a folder of this repository."""
    return [name for name in NAMES.findall(text) if "/" in name or name.endswith(".py")]


@pytest.mark.parametrize("name", named(WHERE))
def test_what_is_named_is_there(name: str) -> None:
    assert (ROOT / name).exists() or (STAGE / name).exists()


def folders(of: Path) -> set[str]:
    """Return the folders that the repository keeps."""
    tracked = subprocess.run(
        ["git", "ls-files", "--", "."], cwd=of, capture_output=True, text=True, check=True
    )
    return {line.partition("/")[0] for line in tracked.stdout.splitlines() if "/" in line}


def test_every_folder_has_its_line() -> None:
    said = {name.strip("`/") for name, _ in COLUMNS.findall(WHERE)}
    unseen = {".ci", ".devcontainer"}
    assert folders(ROOT) - unseen - {"src"} <= said
    assert "src/import_asyncio" in said


def test_every_room_has_its_line_and_says_itself_what_it_is_for() -> None:
    said = {name.strip("`/") for name, _ in COLUMNS.findall(WHERE)}
    rooms = folders(STAGE)
    assert len(rooms) >= 7
    assert rooms <= said
    for room in rooms:
        assert (STAGE / room / "__init__.py").read_text("utf-8").startswith('"""')


@pytest.mark.parametrize(
    "file", ["README.md", "CONTRIBUTING.md", ".devcontainer/devcontainer.json"]
)
def test_every_verb_that_is_named_is_one(file: str) -> None:
    verbs = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert verbs
    named = set(
        re.findall(r"\bmake ([a-z]+)\b(?=`|\"| NAME| {2})", (ROOT / file).read_text("utf-8"))
    )
    assert named
    assert named <= set(verbs[1].split())


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")), ids=lambda page: page.name)
def test_links_of_the_repository_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert link.startswith("https://") or target.exists(), link
        if anchor:
            headings = re.findall(r"^#+ (.*)$", target.read_text("utf-8"), re.MULTILINE)
            assert anchor in [re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings]
