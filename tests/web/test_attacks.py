"""A reader runs somebody else's program, and it is an attacker's: it reaches nothing.

Each program tries one way out of the box. None of them gets an answer, no server is asked for
anything, the page and what it keeps stay as they were, and the next program runs.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from .reader import PATIENCE, Snippet, page_of
from .serve import Server, serving

NAME = "lock/exclusive"
LOCK = page_of(NAME)
ENDED = re.compile("Done in|Stopped")
BEGIN = """
import js
from pyodide.ffi import to_js

def send(**fields):
    js.postMessage(to_js(fields, dict_converter=js.Object.fromEntries))

def object(**fields):
    return to_js(fields, dict_converter=js.Object.fromEntries)

def worker(script):
    return js.Worker.new(js.URL.createObjectURL(js.Blob.new([script])))

apply = js.Reflect.apply

def wait():
    for _ in range(10**6):
        pass

"""
FETCH = (
    "apply(js.WorkerGlobalScope.prototype.fetch, js.self, to_js(['{}', object(mode='no-cors')]))"
)
REQUEST = "x = js.XMLHttpRequest.new()\nx.open('GET', '{}', False)\nx.send()"
# What gets out of a worker that has no policy: each of these asks for OWN or OTHER, or prints.
OUT = {
    "fetch-of-this-site": FETCH.format("OWN"),
    "fetch-of-another": FETCH.format("OTHER"),
    "request-of-this-site": REQUEST.format("OWN"),
    "request-of-another": REQUEST.format("OTHER"),
    "request-by-pyodide": "from pyodide.http import open_url\nopen_url('OTHER')",
    "socket": "js.WebSocket.new('OTHER'.replace('http', 'ws'))",
    "events": "js.EventSource.new('OTHER')",
    "script-of-this-site": "js.importScripts('OWN')",
    "script-of-another": "js.importScripts('OTHER')",
    "evaluated-import": "js.eval('import(`OTHER`)')",
    "function-of-text": "js.Function.new('return 1')()\nprint('reached function-of-text')",
    "font": "js.FontFace.new('x', 'url(OTHER)').load()",
}
# What a worker of an opaque origin has not, or not of this site.
KEPT = {
    "worker-of-this-site": "js.Worker.new('OWN')",
    "worker-of-another": "js.Worker.new('OTHER')",
    "worker-of-its-own": "worker('fetch(`OTHER`); fetch(`OWN`)')",
    "beacon": "js.navigator.sendBeacon('OTHER', 'x')\nprint('reached')",
    "transport": "js.WebTransport.new('OTHER'.replace('http', 'https'))",
    "package": "import pyodide_js\npyodide_js.loadPackage('OTHER')",
    "pip": "import micropip\nprint('reached')",
    "draft": "js.localStorage.length\nprint('reached')",
    "cookies": "js.cookieStore.set('a', 'b')\nprint('reached')",
    "page": "js.document.body.innerHTML = ''\nprint('reached')",
    "frame-around": "js.parent.postMessage('x', '*')\nprint('reached')",
    "service-worker": "js.navigator.serviceWorker.getRegistrations()",
    "file-system": "js.navigator.storage.getDirectory()",
    "broadcast": "js.BroadcastChannel.new('import-asyncio').postMessage('x')",
    "caches": "js.caches.delete('import-asyncio')",
    "database": "js.indexedDB.deleteDatabase('import-asyncio')",
}
EVIL = '<img src=x onerror=\\"window.pwned = 1\\">'
RAN = 'send(ran=\'{"printed": "1"}\')\n'
FORGED = {
    "a picture that is HTML": f"""{RAN}send(done='{{"picture": "{EVIL}"}}')""",
    "a picture with a script": RAN
    + """send(done='{"picture": "<svg><script>window.pwned = 1</script></svg>"}')""",
    "a picture with a handler": RAN
    + """send(done='{"picture": "<svg onload=\\\\"window.pwned = 1\\\\"></svg>"}')""",
    "a picture with a style": RAN
    + """send(done='{"picture": "<div style=\\\\"position: fixed; inset: 0\\\\"></div>"}')""",
    "a picture with a class of the theme": RAN
    + """send(done='{"picture": "<div class=\\\\"md-dialog\\\\"></div>"}')""",
    "a picture with a link": RAN
    + """send(done='{"picture": "<svg><a href=\\\\"javascript:pwned = 1\\\\">x</a></svg>"}')""",
    "a picture with an id of the page": RAN
    + """send(done='{"picture": "<svg><title id=\\\\"__search\\\\">x</title></svg>"}')""",
    "words that are HTML": RAN
    + f"""send(done='{{"words": "{EVIL}", "picture": "<svg></svg>"}}')""",
    "a result that is no text": """send(ran='{"printed": {"length": 1}}')""",
    "a result that is no JSON": "send(ran='{')",
    "an end without a beginning": "send(done='{}')",
    "an answer that nobody awaits": "send(ready=True)\nsend(failed='x')\nsend(progress=[1, 2])",
    "a memory for the next": "send(snapshot=js.ArrayBuffer.new(100))",
    "something else": "send(evil=1)",
    "a text": "js.postMessage('x' * 10**7)",
    "a wish without end": "send(needs='rest')",
    "messages without end": "while True: send(output='x')",
    "large messages without end": "while True: send(output='x' * 10**6)",
    "messages later": "js.setInterval('postMessage({output: `forged`})', 1)",
    "messages from another worker": (
        "c = js.MessageChannel.new()\nworker('for (;;) postMessage({output: `forged`})')\nwait()"
    ),
}
POISON = {
    "the stage": (
        "import import_asyncio.browser.run as run\n"
        "evil = '<img src=x onerror=alert(1)>'\n"
        "class Evil(str):\n    markup, signs = evil, ()\n"
        "run.draw_key = run.draw_timeline = run.run = run.parse = lambda *a, **k: Evil(evil)"
    ),
    "every module": "import sys\nsys.modules.clear()",
    "what print is": "import builtins\nbuiltins.print = lambda *a: None",
    "the files of Python": (
        "import pathlib\nfor p in pathlib.Path('/lib').rglob('*.zip'): p.write_bytes(b'')"
    ),
    "what the browser gives": "js.self.postMessage = js.self.onmessage = None",
    "an end of its own": "js.close()",
    "an end that hangs": "import atexit, time\n"
    "class Hang:\n    def __del__(self):\n        while True: pass\nhang = Hang()\ndel hang",
}
TOGETHER = """
for name, attempt in ATTEMPTS.items():
    try:
        exec(attempt)
    except BaseException as problem:
        print(name, type(problem).__name__)
wait()
"""


def together(programs: dict[str, str]) -> dict[str, str]:
    """Make one program of several, each of which fails alone and asks for a path of its own."""
    named = {
        name: program.replace("OWN", f"OWN/{name}").replace("OTHER", f"OTHER/{name}")
        for name, program in programs.items()
    }
    return {"together": f"ATTEMPTS = {named!r}\n{TOGETHER}"}


# A request may be lost where its worker ends first, so a leak has so many chances to show itself.
TRIES = 5
ATTACKS = {"out": together(OUT), "kept": together(KEPT), "forged": FORGED, "poison": POISON}
BOX_POLICY = r"default-src 'none'; script-src [^;]*; worker-src blob:"
ANYTHING = "default-src * blob: 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval'"
STATE = """async () => JSON.stringify([
    await caches.keys(),
    Object.entries(localStorage).filter(([key]) => key.startsWith("import-asyncio")),
    (await navigator.serviceWorker.getRegistrations()).length,
    document.querySelector("h1").textContent,
    document.querySelectorAll("body > *").length,
    "pwned" in window,
    window.failures,
])"""
# A blocked fetch is an error in a worker of the box; errors of the page itself are counted here.
COUNT_FAILURES = """
window.failures = 0;
for (const kind of ["error", "unhandledrejection"]) addEventListener(kind, () => failures++);
"""


@pytest.fixture(scope="module")
def other(site: Path) -> Iterator[Server]:
    """A server of somebody else."""
    with serving(site) as server:
        yield server


def attack(lock: Snippet, program: str, server: Server, other: Server) -> str:
    """Run a program of an attacker; return what the page shows of it."""
    own = f"{server.address}attacked"
    text = BEGIN + program.replace("OWN", own).replace("OTHER", f"{other.address}attacked")
    lock.write(text)
    lock.button("Run").click()
    expect(lock.status).to_contain_text(ENDED, timeout=PATIENCE)
    return lock.root.locator(".snippet-result").inner_text()


def attacked(*servers: Server) -> set[str]:
    """Return what programs have asked servers for."""
    return {
        path.partition("attacked/")[2]
        for server in servers
        for path in server.paths
        if "attacked" in path
    }


@pytest.mark.parametrize("kind", list(ATTACKS))
def test_no_program_of_an_attacker_reaches_anything(
    context: BrowserContext, server: Server, other: Server, kind: str
) -> None:
    page = context.new_page()
    page.add_init_script(COUNT_FAILURES)
    page.goto(server.address + LOCK)
    lock = Snippet(page, NAME)
    lock.run()
    page.evaluate("navigator.serviceWorker.ready")
    page.evaluate("localStorage.setItem('import-asyncio:secret', 'a draft')")
    lock.edit()
    state: Any = None
    for name, program in ATTACKS[kind].items():
        shown = attack(lock, program, server, other)
        assert "reached" not in shown, name
        lock.write("print('alive')")
        lock.run()
        assert lock.output.inner_text() == "alive\n", name
        expect(lock.root.locator(".snippet-result .stage-timeline")).to_be_visible()
        now = page.evaluate(STATE)
        assert now == (state or now), name
        state = now
        assert attacked(server, other) == set(), name
    assert state.endswith("false,0]")


def test_without_its_policy_the_box_leaks(
    browser: Browser, site: Path, other: Server, tmp_path: Path
) -> None:
    weak = shutil.copytree(site, tmp_path / "weak")
    for built in weak.rglob("*.html"):
        text = re.sub(r"<meta http-equiv[^>]*>| integrity=\S*", "", built.read_text("utf-8"))
        built.write_text(text, "utf-8")
    (run,) = weak.glob("assets/run/run-*.js")
    script, changed = re.subn(BOX_POLICY, ANYTHING, run.read_text("utf-8"))
    assert changed == 1
    run.write_text(script, "utf-8")
    with serving(weak) as server:
        page = browser.new_page()
        page.goto(server.address + LOCK)
        lock = Snippet(page, NAME)
        lock.edit()
        reached: set[str] = set()
        for _ in range(TRIES):
            shown = attack(lock, together(OUT)["together"], server, other)
            reached |= attacked(server, other) | set(re.findall(r"reached (\S+)", shown))
            if reached == set(OUT):
                break
        page.close()
    assert reached == set(OUT)
