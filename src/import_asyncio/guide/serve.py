"""`make serve`: serve the site with live reload, on the first free port."""

from __future__ import annotations

import socket
import subprocess
import sys

HOST = "127.0.0.1"
PORT = 8000
TRIES = 20


def free_port(first: int = PORT, tries: int = TRIES) -> int:
    """Return the first port from ``first`` on that nobody uses.

    Raises ``OSError`` where all of ``tries`` are taken.
    """
    for port in range(first, first + tries):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) != 0:
                return port
    raise OSError(
        f"ports {first} to {first + tries - 1} are all in use; stop a server and try again"
    )


def main() -> int:
    """Serve until Ctrl-C; return the exit status of the server."""
    try:
        port = free_port()
    except OSError as problem:
        print(f"make serve: {problem}", file=sys.stderr)
        return 1
    if port != PORT:
        print(f"make serve: port {PORT} is in use, taking {port}", flush=True)
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", f"{HOST}:{port}"]
    try:
        return subprocess.run(command).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
