"""What the stage says when a program cannot go on, or cannot be read."""

from __future__ import annotations

from collections.abc import Sequence


class GuideError(Exception):
    """Something in a snippet or a page is wrong; the message says what, where and what to do."""


class Stopped(SystemExit):
    """The stage ends the program.

    It derives from ``SystemExit`` because asyncio lets only that and
    ``KeyboardInterrupt`` through a task's step, and so that a program's
    ``except Exception`` does not swallow it. Where ``runner.run`` raises it, ``stdout`` and
    ``stderr`` hold what was printed until then, and ``standing`` says where each task stood.
    """

    stdout = ""
    stderr = ""
    standing: tuple[str, ...] = ()

    @property
    def report(self) -> str:
        """The message, as it stands at the end of a transcript."""
        return str(self.args[0])


class Interrupted(KeyboardInterrupt):
    """Ctrl-C, or the program's own ``KeyboardInterrupt``, with what was printed until then."""

    def __init__(self, stdout: str, stderr: str, traceback: str) -> None:
        self.stdout = stdout
        self.stderr = stderr
        self.traceback = traceback
        super().__init__()


class Deadlock(Stopped):
    """Nothing is ready, nothing will arrive, and the main task is not done.

    ``waits`` says of each task that waits where and for what, in order of creation.
    """

    def __init__(self, waits: Sequence[str]) -> None:
        lines = ["deadlock: nothing is ready and nothing will arrive"]
        lines += [f"  {wait}" for wait in waits]
        super().__init__("\n".join(lines))


class Exited(Stopped):
    """The program ended its process at once; ``code`` is its exit status."""


class LimitReached(Stopped):
    """The program did not end within the stage's limits."""


class Refused(Stopped):
    """The program needs something that the stage does not have, such as the network."""
