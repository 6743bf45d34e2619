"""A world in which answers arrive at random, for programs of too many orders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from import_asyncio.explore.arrivals import Answer, Arrivals, Strike

CALM_TO_WILD = ((1.0, 0.9), (0.9, 0.7), (0.8, 0.5), (0.7, 0.3), (0.6, 0.1), (0.5, 0.0))


class Sample(Arrivals):
    """A world that draws each choice.

    At a turn with something ready nothing more arrives with the probability ``quiet``. Else, and
    where something must arrive, it is with the probability ``steady`` what was asked for last,
    mostly by the task that took the last step, and otherwise any answer.
    """

    def __init__(
        self, random: Random, quiet: float, steady: float, *, cancel: Sequence[str] = ()
    ) -> None:
        super().__init__(cancel=cancel)
        self._picks: list[int] = []
        self._arrivals: list[int] = []
        self._random = random
        self._quiet = quiet
        self._steady = steady

    @property
    def picks(self) -> tuple[int, ...]:
        """What was picked at each choice."""
        return tuple(self._picks)

    @property
    def arrivals(self) -> tuple[int, ...]:
        """What was picked among answers only."""
        return tuple(self._arrivals)

    def end(self) -> None:
        """End a run."""

    def choose(self, answers: Sequence[Answer | Strike], must_arrive: bool) -> int:
        """Draw an option."""
        random = self._random
        if not must_arrive and random.random() < self._quiet:
            option = 0
        else:
            steady = random.random() < self._steady
            place = len(answers) - 1 if steady else random.randrange(len(answers))
            option = place + (not must_arrive)
        self._picks.append(option)
        self._arrivals.append(option)
        return option

    def pick(self, options: int) -> int:
        """Draw the next member of a set, each as likely as another."""
        option = self._random.randrange(options)
        self._picks.append(option)
        return option


def samples(seed: int, cancel: Sequence[str] = ()) -> Iterator[Sample]:
    """Yield worlds without end, the same for a seed, from calm ones to wild ones and again.

    In a calm one tasks change seldom, so that its order is easy to follow.
    """
    random = Random(seed)
    while True:
        for quiet, steady in CALM_TO_WILD:
            yield Sample(random, quiet, steady, cancel=cancel)
