"""Runs a snippet as a reader does: `python FILE`, in a process of its own, on the real clock."""

from __future__ import annotations

import os
import subprocess
import threading
from pathlib import Path

from import_asyncio.guide.pythons import Python
from import_asyncio.guide.snippet import Snippet

PATIENCE = 120.0
STILL_WAITING = 0.5


def complaint(python: Python, it: Snippet) -> str:
    """Run a snippet; return what is wrong, or an empty string."""
    transcript = it.on(python.version).text
    with _start(python, it) as process:
        try:
            if it.program.ends == "deadlock":
                return _must_wait_for_ever(process, transcript.partition("deadlock: ")[0])
            out, err = (text.decode() for text in process.communicate(timeout=PATIENCE))
        except subprocess.TimeoutExpired:
            return f"is not done after {PATIENCE:g} s"
        finally:
            process.kill()
    if not transcript.startswith(out) or (out != transcript and not it.program.ends):
        return f"prints\n{out}instead of\n{transcript}"
    if not it.program.ends:
        return f"ends with status {process.returncode} and says\n{err}" if err else ""
    last = err.strip().splitlines()[-1:]
    expected = transcript.removeprefix(out).splitlines()[:1]
    if process.returncode != 1 or last != expected:
        return f"should end with {expected}, but ends with {last}"
    return ""


def printed(python: Python, path: Path) -> str:
    """Run a program that ends by itself and return what its transcript should be."""
    done = subprocess.run([*python.command, path], capture_output=True, text=True, timeout=PATIENCE)
    return done.stdout + "".join(done.stderr.splitlines(keepends=True)[-1:])


def _start(python: Python, it: Snippet) -> subprocess.Popen[bytes]:
    surroundings = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "default"}
    surroundings.pop("PYTHONASYNCIODEBUG", None)
    return subprocess.Popen(
        [*python.command, it.path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings
    )


def _must_wait_for_ever(process: subprocess.Popen[bytes], printed: str) -> str:
    """Read as much as it should print, then see that it says nothing more and does not end."""
    assert process.stdout is not None
    assert process.stderr is not None
    killer = threading.Timer(PATIENCE, process.kill)
    killer.start()
    out = process.stdout.read(len(printed.encode())).decode()
    killer.cancel()
    if out != printed:
        process.kill()
        return f"prints\n{out}instead of\n{printed}"
    try:
        process.wait(STILL_WAITING)
    except subprocess.TimeoutExpired:
        process.kill()
        rest = process.stdout.read() + process.stderr.read()
        return f"goes on to say {rest.decode()}" if rest else ""
    return f"should wait for ever, but ends: {process.stderr.read().decode()}"
