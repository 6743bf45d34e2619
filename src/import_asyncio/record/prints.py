"""What a program prints: line by line, and of each line what each step printed of it."""

from __future__ import annotations

from import_asyncio.record.draft import Draft
from import_asyncio.recording import Print


class Prints:
    """Puts pieces of text together to prints."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._piece: Print | None = None
        self._line_begun = False

    def add(self, text: str, step: int, line: int) -> None:
        """Note a piece of text that a step printed at a line of the program."""
        if self._piece is not None and self._piece.step != step:
            self.end()
        *lines, rest = text.split("\n")
        for words in lines:
            if words or not self._line_begun:
                self._add(words, step, line)
            self.end()
            self._line_begun = False
        if rest:
            self._add(rest, step, line)

    def step_ends(self, step: int) -> None:
        """Note what a step has printed of a line that has no end yet."""
        if self._piece is not None and self._piece.step == step:
            self.end()

    def end(self) -> None:
        """Note what was printed of a line."""
        if self._piece is not None:
            self._draft.did(self._piece.step, "prints", len(self._draft.prints))
            self._draft.prints.append(self._piece)
            self._piece = None

    def _add(self, words: str, step: int, line: int) -> None:
        if self._piece is None:
            self._piece = Print("", step, line)
        self._piece.text += words
        self._line_begun = True
