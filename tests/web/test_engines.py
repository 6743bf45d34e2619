"""The same page in Firefox and in WebKit: what a reader does there, and what an attacker tries."""

from __future__ import annotations

import base64
import json
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from .engines import Engine, missing, running
from .reader import page_of
from .serve import Server, serving
from .test_attacks import BEGIN, KEPT, OUT, attacked, together

NAME = "lock/exclusive"
LOCK = page_of(NAME)
ENGINES = ["firefox", "webkit"]
HELP = """(async () => {
    window.snippet = (name) => document.querySelector(`.snippet[data-snippet="${name}"]`);
    window.press = (name, word) => [...snippet(name).querySelectorAll("button")]
        .find((button) => button.textContent === word).click();
    window.statusOf = (name) => snippet(name).querySelector(".snippet-status").textContent;
    window.outputOf = (name) =>
        snippet(name).querySelector(".snippet-result .snippet-output samp")?.textContent;
    window.until = async (condition) => {
        for (let tries = 0; !condition(); tries++) {
            if (tries === 1200) throw new Error(`it never came true: ${condition}`);
            await new Promise((again) => setTimeout(again, 50));
        }
    };
    await until(() => document.querySelector(".snippet-button"));
})()"""


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine, where `ENGINES=all` asks for it: WebKit was seen to spin for minutes in these."""
    if os.environ.get("ENGINES") != "all":
        pytest.skip(f"left out {request.param}: `ENGINES=all make test` asks for it")
    if help_ := missing(request.param):
        pytest.fail(f"there is no {request.param} to test in: run `{help_}`", pytrace=False)
    with running(request.param) as engine:
        yield engine


def visit(engine: Engine, url: str) -> None:
    """Open a page, and what these tests need in it."""
    engine.visit("about:blank")
    engine.visit(url)
    engine.evaluate(HELP)


def link(server: Server, program: str) -> str:
    """Return a link to a program, as Share makes it."""
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(program.encode()) + packer.flush()
    text = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    return f"{server.address}{LOCK}#{urlencode({'snippet': NAME, 'program': text})}"


def opened(engine: Engine, server: Server, program: str) -> None:
    """Open a link to a program."""
    visit(engine, link(server, program))
    engine.evaluate(f"until(() => statusOf('{NAME}').includes('came with the link'))")


def ran(engine: Engine) -> str:
    """Press Run; return the output."""
    engine.evaluate(f"press('{NAME}', 'Run')")
    engine.evaluate(f"until(() => statusOf('{NAME}').startsWith('Done'))")
    return str(engine.evaluate(f"outputOf('{NAME}')"))


def test_run_and_picture(engine: Engine, server: Server) -> None:
    visit(engine, server.address + LOCK)
    transcript = Path("snippets", f"{NAME}.out").read_text("utf-8")
    assert ran(engine) == transcript
    engine.evaluate(f"until(() => snippet('{NAME}').querySelector('.snippet-result svg'))")
    assert ran(engine) == transcript


def test_edit_and_share(engine: Engine, server: Server) -> None:
    opened(engine, server, "print('über')")
    assert ran(engine) == "über\n"
    engine.evaluate(f"press('{NAME}', 'Reset')")
    engine.evaluate(f"until(() => !snippet('{NAME}').querySelector('.snippet-editor'))")
    engine.evaluate(f"press('{NAME}', 'Edit')")
    engine.evaluate(f"until(() => snippet('{NAME}').querySelector('.snippet-editor'))")


def test_stop(engine: Engine, server: Server) -> None:
    opened(engine, server, "print('in')\nwhile True: pass")
    engine.evaluate(f"press('{NAME}', 'Run')")
    engine.evaluate(f"until(() => outputOf('{NAME}') === 'in\\n')")
    engine.evaluate(f"press('{NAME}', 'Stop')")
    engine.evaluate(f"until(() => statusOf('{NAME}') === 'Stopped.')")


def test_every_order(engine: Engine, server: Server) -> None:
    visit(engine, server.address + LOCK)
    engine.evaluate("press('lock/lost_update', 'Every order')")
    engine.evaluate("until(() => statusOf('lock/lost_update') === '4 of 6 orders go wrong.')")


def test_a_phone_shows_everything_without_scrolling_sideways(
    engine: Engine, server: Server
) -> None:
    visit(engine, server.address + LOCK)
    engine.resize(500, 800)
    ran(engine)
    page = "document.documentElement"
    wide, here = engine.evaluate(f"[{page}.scrollWidth, {page}.clientWidth]")
    assert wide <= here <= 500


def test_offline(engine: Engine, site: Path) -> None:
    with serving(site) as server:
        visit(engine, server.address + LOCK)
        ran(engine)
        engine.evaluate("navigator.serviceWorker.ready.then(() => true)")
        engine.evaluate("until(() => navigator.serviceWorker.controller)")
        address = server.address
    engine.visit("about:blank")
    engine.visit(address + LOCK)
    engine.evaluate(HELP)
    assert ran(engine) == Path("snippets", f"{NAME}.out").read_text("utf-8")


@pytest.mark.parametrize("attempts", [OUT, KEPT], ids=["out", "kept"])
def test_an_attacker_reaches_nothing(
    engine: Engine, server: Server, attempts: dict[str, str]
) -> None:
    with serving(server.site) as other:
        program = BEGIN + together(attempts)["together"]
        program = program.replace("OWN", f"{server.address}attacked")
        opened(engine, server, program.replace("OTHER", f"{other.address}attacked"))
        shown = ran(engine)
        assert "reached" not in shown, json.dumps(shown)
        assert attacked(server, other) == set()
    opened(engine, server, "print('alive')")
    assert ran(engine) == "alive\n"
