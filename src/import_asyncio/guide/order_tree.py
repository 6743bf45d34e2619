"""All orders of a program as one tree: at each fork, what can arrive next.

A reader who goes from its root to a leaf has decided which answer arrives when, has been offered
nothing that cannot happen, and could have reached every order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from import_asyncio.errors import GuideError
from import_asyncio.explore.causes import Cause, Causes
from import_asyncio.orders import Order, OrderStep

AT_ONCE, LATER = "at once", "later"

Moves = tuple["Move", ...]


class UndecidedError(GuideError):
    """Two orders part where no answer decides between them, so nobody can be asked which it is."""


@dataclass(frozen=True)
class Move:
    """A step, and what brings it about."""

    step: OrderStep
    cause: Cause

    @property
    def who(self) -> str:
        """The task that goes on, or the one that is cancelled."""
        return self.step.strikes or self.step.task


@dataclass(frozen=True)
class Node:
    """Moves that follow of themselves, and then choices, or the ``end`` of an order.

    Of a choice the first move is the one that is chosen; it has no moves where the choice is that
    nothing more arrives, and the program ends. ``when`` is ``"at once"`` or ``"later"`` where that
    makes a difference.
    """

    moves: Moves
    choices: tuple[Node, ...] = ()
    end: Order | None = None
    when: str = ""

    @property
    def ends(self) -> Iterator[Order]:
        """Yield all orders to which it leads."""
        if self.end is not None:
            yield self.end
        for choice in self.choices:
            yield from choice.ends


def tree_of(orders: Sequence[Order], causes: Causes) -> Node:
    """Make the tree of orders; ``causes`` has what brings about each of their steps.

    Raises ``UndecidedError`` where two choices of one fork cannot be told apart, and ``GuideError``
    where two orders cannot.
    """
    paths = [
        Path(tuple(Move(step, cause) for step, cause in zip(order.steps, why, strict=True)), order)
        for order, why in zip(orders, causes, strict=True)
    ]
    return _grow(paths, 0, 0)


@dataclass(frozen=True)
class Path:
    """An order with all its moves."""

    moves: Moves
    order: Order


def _grow(paths: Sequence[Path], begin: int, place: int) -> Node:
    """Grow what paths have in common from ``begin``, of which those up to ``place`` are settled."""
    forks = _forks(paths, place)
    while len(forks) == 1 and (move := next(iter(forks))) and move.cause is Cause.READY:
        place += 1
        forks = _forks(paths, place)
    moves = paths[0].moves[begin:place]
    if list(forks) == [None]:
        return Node(moves, end=_only(forks[None]))
    choices = [_grow(taken, place, place + (move is not None)) for move, taken in forks.items()]
    return Node(moves, tuple(_told_apart(choices)))


def _forks(paths: Sequence[Path], place: int) -> dict[Move | None, list[Path]]:
    """Group paths by their move at a place; ``None`` stands for the end of an order."""
    forks: dict[Move | None, list[Path]] = {}
    for path in paths:
        move = path.moves[place] if place < len(path.moves) else None
        forks.setdefault(move, []).append(path)
    return forks


def _only(paths: Sequence[Path]) -> Order:
    first, *others = paths
    if others:
        addresses = " and ".join(path.order.address for path in paths)
        raise GuideError(f"the orders {addresses} have the same steps, and other outcomes")
    return first.order


def _told_apart(choices: Iterable[Node]) -> Iterator[Node]:
    """Say when an answer arrives where one fork has two choices of it."""
    same: dict[tuple[str, Cause], list[Node]] = {}
    for choice in choices:
        what = (choice.moves[0].who, choice.moves[0].cause) if choice.moves else ("", Cause.READY)
        same.setdefault(what, []).append(choice)
    for (who, cause), found in same.items():
        if len(found) == 1:
            yield found[0]
        elif len(found) == 2 and cause is not Cause.READY:
            first, second = found
            sooner = _comes_sooner(first, second)
            if sooner == _comes_sooner(second, first):
                raise UndecidedError(_cannot_tell(who, first))
            yield replace(first, when=AT_ONCE if sooner else LATER)
            yield replace(second, when=LATER if sooner else AT_ONCE)
        else:
            raise UndecidedError(_cannot_tell(who, found[0]))


def _comes_sooner(one: Node, other: Node) -> bool:
    """Say whether in all orders of one node something arrives where nothing does in the other."""
    return all(
        _first_difference(mine.choices, theirs.choices)[1] == 0
        for mine in one.ends
        for theirs in other.ends
    )


def _first_difference(one: Sequence[int], other: Sequence[int]) -> tuple[int, int]:
    """Return the first two choices that differ; zeros follow both lists."""
    pairs = zip_longest(one, other, fillvalue=0)
    return next(pair for pair in pairs if pair[0] != pair[1])


def _cannot_tell(who: str, node: Node) -> str:
    order = next(node.ends)
    return (
        f"near the order {order.address} {who or 'the program'} can go on in two ways, and no "
        "answer decides between them"
    )
