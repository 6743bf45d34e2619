"""Serves a built site under a sub-path on a free port of this machine, as a static host does."""

from __future__ import annotations

import gzip
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

BASE = "/guide/"
COMPRESSED = (".html", ".js", ".mjs", ".css", ".json", ".svg", ".xml", ".txt", ".wasm")


class Server(ThreadingHTTPServer):
    """A static host; ``paths`` lists what was asked for, ``sent`` counts the bytes of answers.

    ``missing`` names endings of paths that are answered with 404, ``answers`` a status and a body
    for words in paths; ``site`` may change, as when a site is published anew.
    """

    daemon_threads = True

    def __init__(self, site: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.site = site
        self.paths: list[str] = []
        self.sent = 0
        self.missing: tuple[str, ...] = ()
        self.answers: dict[str, tuple[int, bytes]] = {}

    @property
    def address(self) -> str:
        """The address of the site's start page."""
        return f"http://127.0.0.1:{self.server_address[1]}{BASE}"


class Handler(SimpleHTTPRequestHandler):
    """Answers one request: compressed as hosts do, kept for ten minutes by the browser."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        self.server.paths.append(path)
        for word, (status, body) in self.server.answers.items():
            if word in path:
                kind = "text/html" if body.startswith(b"<") else self.guess_type(path)
                self._answer(status, body, kind)
                return
        file = self.server.site / path.removeprefix(BASE)
        if file.is_dir():
            file /= "index.html"
        if not path.startswith(BASE) or path.endswith(self.server.missing or "\0"):
            file = self.server.site / "no such file"
        if not file.is_file():
            self._answer(404, b"not found", "text/plain")
            return
        body = file.read_bytes()
        if file.name == "sitemap.xml":
            body = moved(body.decode(), self.server.address).encode()
        self._answer(200, body, self.guess_type(str(file)), compress=file.suffix in COMPRESSED)

    def _answer(self, status: int, body: bytes, kind: str, compress: bool = False) -> None:
        self.send_response(status)
        if compress:
            body = compressed(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600" if status == 200 else "no-store")
        self.end_headers()
        self.wfile.write(body)
        self.server.sent += len(body)

    def log_message(self, *args: Any) -> None:
        pass


@cache
def compressed(body: bytes) -> bytes:
    """Compress a file as a host does, once."""
    return gzip.compress(body, 6)


def moved(sitemap: str, address: str) -> str:
    """Return a sitemap as it would be had the site been built for ``address``."""
    start = min(re.findall("<loc>(.*?)</loc>", sitemap), key=len)
    return sitemap.replace(f"<loc>{start}", f"<loc>{address}")


@contextmanager
def serving(site: Path) -> Iterator[Server]:
    """Serve a site for the time of a ``with``."""
    server = Server(site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
