"""The verbs of the Makefile that are programs of ours: new and serve."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from import_asyncio.errors import GuideError
from import_asyncio.guide import rules, snippet
from import_asyncio.guide.new import main as new_main
from import_asyncio.guide.new import new
from import_asyncio.guide.serve import free_port
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


def test_a_port_in_use_is_passed_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        assert port < free_port(port, 5) < port + 5


def test_no_free_port_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy, pytest.raises(OSError, match="in use"):
        free_port(busy.getsockname()[1], 1)
