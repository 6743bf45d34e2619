"""What the stage does not have, and what it says when a program asks for it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from types import FrameType
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

IMPORTING = "<frozen importlib._bootstrap>"
OURS = __name__.partition(".")[0]

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
        (socket.socket, "__init__", _no_sockets),
        (subprocess.Popen, "__init__", _no_processes(subprocess.Popen.__init__)),
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


def _no_sockets(self: socket.socket, *args: object, **options: object) -> NoReturn:
    raise Refused(f"{_who(sys._getframe())} opens a socket; {NO_NETWORK}")


def _no_processes(really: Callable[..., None]) -> Callable[..., None]:
    """Let a library ask the machine what it wants to know while it is imported, but no more."""

    def start(self: object, *args: object, **options: object) -> None:
        frame = sys._getframe()
        if not _is_imported(frame):
            raise Refused(f"{_who(frame)} starts a process; {NO_PROCESSES}")
        really(self, *args, **options)

    return start


def _who(frame: FrameType | None) -> str:
    """Say who is calling: a library by its name, or else the program."""
    while frame is not None:
        name = str(frame.f_globals.get("__name__", "")).partition(".")[0]
        if name == "__main__":
            break
        if name not in sys.stdlib_module_names and name != OURS:
            return name
        frame = frame.f_back
    return "the program"


def _is_imported(frame: FrameType | None) -> bool:
    """Say whether a call comes from a module that is being imported."""
    while frame is not None and frame.f_globals.get("__name__") != "__main__":
        if frame.f_code.co_filename == IMPORTING:
            return True
        frame = frame.f_back
    return False


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
