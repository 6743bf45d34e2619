"""What the stage does not have, and what it says when a program asks for it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import threading
from collections.abc import Callable
from typing import NoReturn

from import_asyncio.errors import Refused
from import_asyncio.run.isolation import Patch

NO_NETWORK = "the stage has no network"
NO_PROCESSES = "the stage has no processes"
NO_SIGNALS = "the stage has no signals"
PROCESSES = """
    abort execv execve fork forkpty killpg posix_spawn posix_spawnp spawnv spawnve spawnvp spawnvpe
    system
"""
SIGNALS = """
    alarm pause pthread_kill setitimer sigpending sigtimedwait sigwait sigwaitinfo set_wakeup_fd
"""

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
    """Return what to put in the place of what leads out of the stage."""
    patches: list[Patch] = [
        (socket.socket, "__init__", refusal(f"the program opens a socket; {NO_NETWORK}")),
        (subprocess.Popen, "__init__", refusal(f"the program starts a process; {NO_PROCESSES}")),
    ]
    for owner, names, reason in (
        (os, PROCESSES, NO_PROCESSES),
        (signal, SIGNALS, NO_SIGNALS),
    ):
        patches += [
            (owner, name, refusal(f"the program calls {owner.__name__}.{name}(); {reason}"))
            for name in names.split()
            if hasattr(owner, name)
        ]
    if threading.current_thread() is threading.main_thread():
        patches.append((signal, "raise_signal", _raise_signal(signal.raise_signal)))
    return [*patches, (os, "kill", _kill)]


def _raise_signal(really: Callable[[int], None]) -> Callable[[int], None]:
    """Let a signal through for which there is a handler; another would end the stage."""

    def raise_signal(signalnum: int, /) -> None:
        if not callable(signal.getsignal(signalnum)):
            name = signal.Signals(signalnum).name
            raise Refused(f"the program sends {name} to itself, without a handler; {NO_SIGNALS}")
        really(signalnum)

    return raise_signal


def _kill(process: int, signalnum: int, /) -> None:
    """Send a signal to the program itself."""
    if process != os.getpid():
        raise Refused(f"the program calls os.kill(); {NO_PROCESSES}")
    signal.raise_signal(signalnum)
