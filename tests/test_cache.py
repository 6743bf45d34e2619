"""What is kept of a run is used again only where nothing has changed that could change it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from import_asyncio.guide import cache, results
from import_asyncio.guide.cache import cached
from import_asyncio.program import Program


class Runs:
    """Counts how often a result had to be computed; the result is that count."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.stage = root / "stage"
        self.count = 0

    def __call__(self) -> int:
        self.count += 1
        return self.count

    def get(self, kind: str = "orders", content: str = "print()") -> Any:
        return cached(kind, content, self, self.root / "kept", self.stage)

    def copy_stage(self, **files: str) -> None:
        """Lay the sources of a stage in a folder of their own."""
        self.stage = self.root / f"stage-{len(list(self.root.glob('stage*')))}"
        (self.stage / "guide").mkdir(parents=True)
        for name, text in files.items():
            (self.stage / f"guide/{name}.py").write_text(text, "utf-8")


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    runs = Runs(tmp_path)
    runs.copy_stage(results="a = 1\n")
    return runs


def kept(runs: Runs) -> Path:
    """Return the one file that is kept."""
    (only,) = (runs.root / "kept").iterdir()
    return only


def test_what_is_the_same_is_computed_once(runs: Runs) -> None:
    assert [runs.get(), runs.get()] == [1, 1]
    runs.copy_stage(results="a = 1\n")
    assert runs.get() == 1


def test_another_kind_or_content_is_computed_anew(runs: Runs) -> None:
    assert [runs.get(), runs.get(kind="order"), runs.get(content="print(1)")] == [1, 2, 3]


@pytest.mark.parametrize(
    "files",
    [{"results": "a = 2\n"}, {"results": "a = 1\n", "more": ""}, {"renamed": "a = 1\n"}, {}],
    ids=["changed", "added", "renamed", "removed"],
)
def test_a_changed_stage_is_seen(runs: Runs, files: dict[str, str]) -> None:
    runs.get()
    runs.copy_stage(**files)
    assert runs.get() == 2


def test_another_python_is_seen(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    runs.get()
    monkeypatch.setattr(sys, "version", "3.99.0")
    assert runs.get() == 2


def test_other_options_of_python_are_seen(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    runs.get()
    monkeypatch.setattr(sys, "flags", "optimize=1")
    assert runs.get() == 2
    monkeypatch.setenv("PYTHONASYNCIODEBUG", "1")
    assert runs.get() == 3


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
def test_a_half_written_cache_is_made_anew(runs: Runs, share: float) -> None:
    runs.get()
    whole = kept(runs).read_bytes()
    kept(runs).write_bytes(whole[: int(len(whole) * share)])
    assert [runs.get(), runs.get()] == [2, 2]
    assert kept(runs).stat().st_size == len(whole)


@pytest.mark.parametrize("damage", [b"null", b"{}", b"\xff\xfe", b"0" * 64 + b"\nnull"])
def test_a_damaged_cache_is_made_anew(runs: Runs, damage: bytes) -> None:
    runs.get()
    kept(runs).write_bytes(damage)
    assert [runs.get(), runs.get()] == [2, 2]


def test_one_wrong_byte_is_seen(runs: Runs) -> None:
    runs.get()
    whole = kept(runs).read_bytes()
    kept(runs).write_bytes(whole.replace(b"\n1", b"\n7"))
    assert runs.get() == 2


def test_what_is_computed_sees_no_exception_of_the_cache(runs: Runs) -> None:
    seen: list[object] = []
    cached("orders", "", lambda: seen.append(sys.exception()), runs.root / "kept", runs.stage)
    assert seen == [None]


@pytest.fixture
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def printed(program: Program) -> str:
    """Return what a program printed, from the cache where it is kept."""
    run = results.run_of(program)
    assert run is not None
    return run.run.stdout


@pytest.mark.usefixtures("_own_cache")
def test_a_changed_program_is_seen_and_so_are_its_arguments() -> None:
    source = "import asyncio, sys\nasyncio.run(asyncio.sleep(0))\nprint(sys.argv[1:])\n"
    first = Program("p.py", source)
    assert printed(first) == printed(first) == "[]\n"
    assert len(list(cache.FOLDER.iterdir())) == 1
    assert printed(Program("p.py", source + "print(2)\n")) == "[]\n2\n"
    assert printed(Program("p.py", source, arguments=("a",))) == "['a']\n"


@pytest.mark.usefixtures("_own_cache")
def test_a_program_sees_no_exception_of_the_guide() -> None:
    source = """
import asyncio

async def main():
    try:
        raise ValueError("mine")
    except ValueError as error:
        print(error.__context__)

asyncio.run(main())
"""
    assert printed(Program("p.py", source)) == "None\n"


def test_the_stage_that_is_looked_at_is_this_one() -> None:
    assert (cache.STAGE / "guide/results.py").samefile(results.__file__)
    assert (cache.STAGE / "run/loop.py").is_file()
