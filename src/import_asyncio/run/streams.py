"""Standard output and standard error: real text streams whose bytes the stage takes."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from import_asyncio.errors import LimitReached

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class Output(io.BufferedIOBase):
    """The end of a stream: it keeps the text, and ends a program that prints without end.

    ``parts`` holds the text in pieces, and ``left`` says how many characters may follow.
    ``hear`` is called with each piece.
    """

    name = "<stdout>"
    errors = "strict"

    def __init__(self, most: int, hear: Callable[[str], object] | None = None) -> None:
        self.left = most
        self.parts: list[str] = []
        self._most = most
        self._hear = hear
        self._rest = b""

    def stream(self) -> io.TextIOWrapper:
        """Return a new text stream, as a program finds it in ``sys.stdout``."""
        stream = io.TextIOWrapper(self, "utf-8", self.errors, "\n", write_through=True)
        vars(stream)["mode"] = "w"
        return stream

    @property
    def text(self) -> str:
        """All that was written, as a terminal shows it."""
        return "".join(self.parts)

    def writable(self) -> bool:
        """Say that one may write."""
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        """Take some bytes; raises ``LimitReached`` where their text is too much."""
        given = bytes(data)
        whole = self._rest + given
        text, used = codecs.utf_8_decode(whole, "replace", False)
        self._rest = whole[used:]
        self.left -= len(text)
        if self.left < 0:
            raise LimitReached(f"the program has printed more than {self._most} characters")
        self.parts.append(text)
        if self._hear is not None:
            self._hear(text)
        return len(given)


class Errors(Output):
    """The end of standard error, which escapes what it cannot encode."""

    name = "<stderr>"
    errors = "backslashreplace"
