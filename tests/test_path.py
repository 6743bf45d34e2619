"""The tree of choices, walked without asyncio."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from import_asyncio.explore.path import Branch, Path

Choose = Callable[[int], int]


def walk(run: Callable[[Choose], object], *, vary: int | None = None) -> Iterator[tuple[int, ...]]:
    """Yield the picks of each way through a tree that ``run`` grows by choosing."""
    path = Path[Branch]()
    while True:
        place = 0

        def choose(options: int) -> int:
            nonlocal place
            if place == len(path.branches):
                path.branches.append(Branch(options, range(options), place))
            place += 1
            return path.branches[place - 1].picked

        run(choose)
        yield path.picks
        if vary is not None:
            path.vary_only(vary)
        if not path.advance():
            return


def test_every_way_is_walked_once_depth_first() -> None:
    ways = list(walk(lambda choose: choose(2) and choose(3)))
    assert ways == [(0,), (1, 0), (1, 1), (1, 2)]


def test_a_program_without_a_choice_has_one_way() -> None:
    assert list(walk(lambda choose: None)) == [()]


def test_only_the_first_branches_may_be_varied() -> None:
    ways = list(walk(lambda choose: (choose(2), choose(2)), vary=1))
    assert ways == [(0, 0), (1, 0)]
