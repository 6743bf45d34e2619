"""The tree of choices of a program, walked depth first, one way down it for each run.

It knows nothing of what is chosen (as ``rt/path.rs`` in Rust's loom,
https://github.com/tokio-rs/loom).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar


class Branch:
    """One choice on the path: its options, the one picked, those left to try.

    ``mark`` says how far the run was at that point.
    """

    __slots__ = ("left", "mark", "options", "picked")

    def __init__(self, options: int, to_try: Sequence[int], mark: int) -> None:
        self.options = options
        self.picked, *self.left = to_try
        self.mark = mark


B = TypeVar("B", bound=Branch)


class Path(Generic[B]):
    """The way that a run goes: from the first branch to the last, then on along new ones.

    It moves like an odometer: ``advance`` picks the next option of the last branch that has one.
    """

    def __init__(self) -> None:
        self.branches: list[B] = []

    @property
    def picks(self) -> tuple[int, ...]:
        """What is picked at each branch."""
        return tuple([branch.picked for branch in self.branches])

    def advance(self) -> bool:
        """Go on to the next way; say whether there is one."""
        while self.branches:
            last = self.branches[-1]
            if last.left:
                last.picked = last.left.pop(0)
                return True
            self.branches.pop()
        return False

    def vary_only(self, first: int) -> None:
        """Leave nothing to try but at the first branches."""
        for branch in self.branches[first:]:
            branch.left.clear()
