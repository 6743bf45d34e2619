"""The other two engines, by the standard for driving browsers: Debian's Firefox and WebKitGTK.

Firefox speaks it through a socket (Marionette), WebKit through HTTP; both understand the same
commands. Nothing but Python is needed beside the browsers themselves.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.request import Request, urlopen

PATIENCE = 120
MINIBROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser"
SESSION = {"pageLoadStrategy": "normal"}
ASYNC = """
const [source, done] = arguments;
(async () => done(JSON.stringify({value: await SCRIPT})))()
    .catch((problem) => done(JSON.stringify({problem: String(problem)})));
"""


class Engine(Protocol):
    """A browser with one page open."""

    def visit(self, url: str) -> None:
        """Open a page."""

    def evaluate(self, script: str) -> Any:
        """Return what an expression of JavaScript gives in the page, awaited."""

    def resize(self, width: int, height: int) -> None:
        """Give the window a size."""


class Commands:
    """The commands of the standard, however they are sent."""

    def send(self, name: str, path: str, **values: Any) -> Any:
        """Send a command; return its result."""
        raise NotImplementedError

    def visit(self, url: str) -> None:
        self.send("Navigate", "url", url=url)

    def evaluate(self, script: str) -> Any:
        text = ASYNC.replace("SCRIPT", script)
        result = self.send("ExecuteAsyncScript", "execute/async", script=text, args=[""])
        found = json.loads(result["value"])
        if "problem" in found:
            raise RuntimeError(found["problem"])
        return found.get("value")

    def resize(self, width: int, height: int) -> None:
        self.send("SetWindowRect", "window/rect", width=width, height=height)

    def be_patient(self) -> None:
        """Let scripts and pages take their time."""
        milliseconds = PATIENCE * 1000
        self.send("SetTimeouts", "timeouts", script=milliseconds, pageLoad=milliseconds)


class Firefox(Commands):
    """Firefox, through Marionette: a length, a colon, and JSON, each way."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.number = 0
        self._receive()
        self.send("NewSession", "", capabilities={"alwaysMatch": SESSION})
        self.be_patient()

    def send(self, name: str, path: str, **values: Any) -> Any:
        self.number += 1
        message = json.dumps([0, self.number, f"WebDriver:{name}", values]).encode()
        self.connection.sendall(b"%d:%s" % (len(message), message))
        _, _, problem, result = self._receive()
        if problem:
            raise RuntimeError(f"{name}: {problem['message']}")
        return result

    def _receive(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._read(1)
        return json.loads(self._read(int(length[:-1])))

    def _read(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            more = self.connection.recv(count - len(data))
            if not more:
                raise ConnectionError("Firefox has gone")
            data += more
        return data


class WebKit(Commands):
    """WebKitGTK, through HTTP."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}/session"
        options = {"binary": MINIBROWSER, "args": ["--automation"]}
        wanted = {**SESSION, "webkitgtk:browserOptions": options}
        made = self._post("", {"capabilities": {"alwaysMatch": wanted}})
        self.address += f"/{made['value']['sessionId']}"
        self.be_patient()

    def send(self, name: str, path: str, **values: Any) -> Any:
        return self._post(f"/{path}", values)

    def _post(self, path: str, values: dict[str, Any]) -> Any:
        data = json.dumps(values).encode()
        request = Request(self.address + path, data, {"Content-Type": "application/json"})
        with urlopen(request, timeout=PATIENCE) as response:
            return json.loads(response.read())


def missing(name: str) -> str:
    """Say what has to be installed for an engine, or return an empty string."""
    if name == "firefox":
        return "" if shutil.which("firefox-esr") else "apt-get install firefox-esr"
    there = shutil.which("WebKitWebDriver") and shutil.which("xvfb-run")
    return "" if there else "apt-get install webkit2gtk-driver xvfb"


@contextmanager
def running(name: str) -> Iterator[Engine]:
    """Run an engine for the time of a ``with``."""
    port = free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        if name == "firefox":
            Path(home, "user.js").write_text(f'user_pref("marionette.port", {port});\n')
            command = [
                "firefox-esr",
                "--headless",
                "--marionette",
                "--no-remote",
                "--profile",
                home,
            ]
        else:
            command = ["xvfb-run", "-a", "WebKitWebDriver", f"--port={port}"]
        with subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "HOME": home, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"},
        ) as process:
            try:
                with connected(port) as connection:
                    yield Firefox(connection) if name == "firefox" else WebKit(port)
            finally:
                os.killpg(process.pid, signal.SIGKILL)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def connected(port: int) -> socket.socket:
    """Connect to a port as soon as somebody listens there."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
