"""The verbs of the Makefile that are programs of ours: new, update and serve."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path

import pytest
from conftest import ROOT

from import_asyncio.errors import GuideError
from import_asyncio.guide import rules, snippet
from import_asyncio.guide.new import TEMPLATE, blocks, new
from import_asyncio.guide.new import main as new_main
from import_asyncio.guide.serve import free_port
from import_asyncio.guide.update import chosen
from import_asyncio.guide.update import main as update_main
from import_asyncio.guide.verify import verify


def test_a_new_snippet_is_right_from_the_start(tmp_path: Path) -> None:
    path = new("lock/brand_new", tmp_path)
    it = snippet.load("lock/brand_new", tmp_path)
    verify(it)
    assert list(rules.form(path, it.program)) == []
    assert it.transcript == "Ann has the lock\nBen has the lock\n"


@pytest.mark.parametrize(
    "name", ["", "lock", "lock/Fair", "lock/1", "../lock/fair", "a/b/c", "lock/fair.py"]
)
def test_a_name_that_will_not_do(name: str, tmp_path: Path) -> None:
    with pytest.raises(GuideError, match="NAME=lock/fair"):
        new(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_hides_a_module_of_python(tmp_path: Path) -> None:
    with pytest.raises(GuideError, match="would hide Python's own module queue"):
        new("lock/queue", tmp_path)


def test_a_name_that_is_taken(tmp_path: Path) -> None:
    path = new("lock/fair", tmp_path)
    path.write_text("# mine\n", "utf-8")
    with pytest.raises(GuideError, match="is there already"):
        new("lock/fair", tmp_path)
    assert path.read_text("utf-8") == "# mine\n"


def test_new_says_what_is_wrong(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["new"])
    assert new_main() == 1
    assert "make new NAME=lock/fair" in capsys.readouterr().err


def test_a_new_snippet_is_shown_with_the_orders_that_its_tasks_race_in(tmp_path: Path) -> None:
    path = new("lock/brand_new", tmp_path)
    assert blocks(path, tmp_path) == (
        "## A heading { #brand_new }\n\n/// snippet | lock/brand_new.py\n///\n\n"
        "/// orders | lock/brand_new.py\nAnn has the lock\n:   right: say why\n\n"
        "Ben has the lock\n:   right: say why\n///"
    )


def test_a_snippet_without_a_race_is_shown_without_orders(tmp_path: Path) -> None:
    path = new("lock/brand_new", tmp_path)
    path.write_text(TEMPLATE.replace("asyncio.sleep(0.1)", "asyncio.sleep(0)"), "utf-8")
    assert "/// orders" not in blocks(path, tmp_path)


def test_update_takes_one_snippet_however_it_is_named() -> None:
    name = snippet.names()[0]
    for written in (name, f"{name}.py", f"snippets/{name}.py"):
        assert chosen(written) == [Path(f"snippets/{name}.py")]
    assert len(chosen("")) == len(snippet.names())


def test_update_says_which_snippet_there_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["update", "lock/exclusiv"])
    assert update_main() == 1
    assert "did you mean lock/exclusive.py?" in capsys.readouterr().err


def test_update_rewrites_that_transcript_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "snippets/lock", tmp_path / "snippets/lock")
    wrong = [tmp_path / f"snippets/lock/{name}.out" for name in ("lost_update", "exclusive")]
    for path in wrong:
        path.write_text("wrong\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["update", "lock/exclusive"])
    assert update_main() == 0
    assert [path.read_text("utf-8") for path in wrong] == [
        "wrong\n",
        (ROOT / "snippets/lock/exclusive.out").read_text("utf-8"),
    ]


def test_a_port_in_use_is_passed_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        assert port < free_port(port, 5) < port + 5


def test_no_free_port_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy, pytest.raises(OSError, match="in use"):
        free_port(busy.getsockname()[1], 1)
