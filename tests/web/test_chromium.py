"""A machine without a browser gets one by itself, says so beforehand, and only once."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import NoReturn

import pytest

from . import chromium
from .chromium import NoBrowserError, Source, get


class Machine:
    """A machine without a browser; running ``helps`` gives it one."""

    def __init__(self, helps: str, fails: str = "") -> None:
        self.helps, self.fails = helps, fails
        self.ran: list[str] = []

    def works(self) -> bool:
        return self.helps in self.ran

    def run(self, command: list[str]) -> bool:
        self.ran.append(command[0])
        return command[0] != self.fails

    def sources(self) -> Iterator[Source]:
        yield Source("fetching from afar", [["fetch"]])
        yield Source("installing", [["refresh"], ["install"]])

    def get(self) -> bool:
        return get(self.works, self.sources, self.run)


def test_a_browser_is_fetched_once(capsys: pytest.CaptureFixture[str]) -> None:
    machine = Machine(helps="fetch")
    assert machine.get()
    assert capsys.readouterr().out == "No browser to test in: fetching from afar\n"
    assert machine.get()
    assert machine.ran == ["fetch"]
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("fails", ["", "fetch"], ids=["does-not-start", "cannot-be-fetched"])
def test_what_does_not_help_is_followed_by_the_next(fails: str) -> None:
    machine = Machine(helps="install", fails=fails)
    assert machine.get()
    assert machine.ran == ["fetch", "refresh", "install"]


def test_nothing_is_installed_from_lists_that_could_not_be_had() -> None:
    machine = Machine(helps="install", fails="refresh")
    assert not machine.get()
    assert machine.ran == ["fetch", "refresh"]


def test_who_does_not_answer_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert not chromium.answers(f"http://127.0.0.1:{port}/")


def on_path(*names: str) -> Callable[[str], str | None]:
    return lambda name: f"/bin/{name}" if name in names else None


@pytest.mark.parametrize(
    ("reachable", "apt", "firsts"),
    [
        (True, True, ["playwright", "apt-get"]),
        (False, True, ["apt-get"]),
        (True, False, ["playwright"]),
        (False, False, []),
    ],
)
def test_only_what_can_be_had_is_tried(
    reachable: bool, apt: bool, firsts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chromium, "answers", lambda _: reachable)
    monkeypatch.setattr(chromium, "may_use_apt", lambda: apt)
    tried = [" ".join(source.commands[-1]) for source in chromium.sources()]
    assert len(tried) == len(firsts)
    for command, first in zip(tried, firsts, strict=True):
        assert first in command
        assert "chromium" in command


def test_only_root_may_use_apt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", on_path("apt-get"))
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert not chromium.may_use_apt()
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    assert chromium.may_use_apt()
    monkeypatch.setattr(shutil, "which", on_path())
    assert not chromium.may_use_apt()


@pytest.mark.parametrize(
    ("tools", "command"),
    [
        (["apt-get"], "sudo apt-get install chromium libatomic1"),
        ([], "-m playwright install chromium"),
    ],
)
def test_where_no_browser_starts_one_command_is_named_that_helps(
    tools: list[str], command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", on_path(*tools))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", "/nowhere")
    monkeypatch.setattr(chromium, "CHANNELS", ())
    with pytest.raises(NoBrowserError, match=f"{command}`"), chromium.running():
        pass


def test_a_browser_that_does_not_start_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    candidates = [{"executable_path": __file__}, *chromium.candidates()]
    monkeypatch.setattr(chromium, "candidates", lambda: iter(candidates))
    with ThreadPoolExecutor() as pool:  # in this thread Playwright may be at work for other tests
        assert pool.submit(chromium.works).result()


def test_a_playwright_that_does_not_start_is_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    def start() -> NoReturn:
        raise Exception("Connection closed while reading from the driver")

    monkeypatch.setattr(chromium, "sync_playwright", lambda: SimpleNamespace(start=start))
    assert not chromium.works()
