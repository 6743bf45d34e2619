"""What the stage does not have, and what it says when a program asks for it."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Callable
from typing import NoReturn

from import_asyncio.errors import Refused
from import_asyncio.run.isolation import Patch

# What StageLoop refuses, of the methods of a loop.
OF_A_LOOP = """
    add_reader add_signal_handler add_writer connect_accepted_socket connect_read_pipe
    connect_write_pipe create_connection create_datagram_endpoint create_server
    create_unix_connection create_unix_server getaddrinfo getnameinfo sendfile sock_accept
    sock_connect sock_recv sock_sendall start_tls subprocess_exec subprocess_shell
"""


def refusal(why: str) -> Callable[..., NoReturn]:
    """Return a function that refuses, whatever it is called with."""

    def refuse(*args: object, **options: object) -> NoReturn:
        raise Refused(why)

    return refuse


def refusals() -> list[Patch]:
    """Return what to put in the place of what leads to the network and to other processes."""
    return [
        (
            socket.socket,
            "__init__",
            refusal("the program opens a socket; the stage has no network"),
        ),
        (
            subprocess.Popen,
            "__init__",
            refusal("the program starts a process; the stage has none"),
        ),
    ]
