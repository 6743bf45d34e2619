"""Which options repeat an order, so that it is enough to try the others.

A turn runs the callbacks that are ready, first in, first out, and then the answers that arrive
in it. Let an answer arrive in turn t, while callbacks are ready that make others ready, which run
in turn t+1. The answer itself wakes its task at the end of turn t, and the task steps at the end
of turn t+1. Had the answer arrived in turn t+1, the task would step in turn t+2, after all that
was made ready in turn t+1. So if nothing was, the two are one order. And it is known by the time:
the run in which nothing arrives in either turn is idle in turn t+2.

A deadline does something by itself (it cancels, or calls the program), at the end of turn t,
and then it matters what arrived before it in that turn. An answer that arrives before a
deadline in turn t is another order, unless nothing runs in turn t+1, which then is idle.

A deadline also moves the clock, before anything runs in its turn. Where something reads the clock
in turn t, a deadline in turn t is another order than one in turn t+1, even if nothing runs then.

The same holds where all that runs are asyncio's own notes that one of several tasks is
done, and which make nothing ready: a *chore*. They commute with everything.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from import_asyncio.explore.path import Branch
from import_asyncio.run import internals


def is_chore(handle: asyncio.Handle) -> bool:
    """Say whether a callback only noted, for asyncio, that one of several tasks is done.

    Asked after it has run, and only where it made nothing ready.
    """
    callback = internals.callback_of(handle)
    if callback is None:
        return True
    if internals.is_note_of_group(callback):
        task = internals.arguments_of(handle)[0]
        if not internals.has_left_its_body(callback):
            return False
        return not task.cancelled() and internals.failure_of(task) is None
    if (outer := internals.gathering_of(callback)) is not None:
        return not outer.done()
    return internals.is_note_of_wait(callback)


class Choice(Branch):
    """A choice among answers, of which a deadline may be one, or in the order of a set.

    A request may be ``only_before_deadline``: one must follow in its turn.
    """

    __slots__ = ("has_deadlines", "of_set", "only_before_deadline")

    def __init__(
        self,
        options: int,
        to_try: Sequence[int],
        mark: int,
        *,
        has_deadlines: bool = False,
        of_set: bool = False,
    ) -> None:
        super().__init__(options, to_try, mark)
        self.has_deadlines = has_deadlines
        self.of_set = of_set
        self.only_before_deadline = False


class Reduction:
    """Drops, in one run, the options that would only repeat an order, as soon as that is known.

    It hears of each turn, and of the choice by which nothing more arrived in it, if there was one.
    """

    def __init__(self) -> None:
        self._passes: tuple[Choice | None, ...] = (None, None, None)
        self._ready: tuple[asyncio.Handle, ...] = ()
        self._reads = 0
        self._last_read = False

    def loop_begins(self) -> None:
        """Forget the turns before: between two spells of a loop other code has run."""
        self._passes = (None, None, None)

    def turn_begins(self, ready: Sequence[asyncio.Handle], reads: int, *, idle: bool) -> None:
        """Hear what is ready in a turn, and whether the loop can only wait.

        ``reads`` counts how often the clock was read in the whole run.
        """
        read_before, self._last_read = self._last_read, reads != self._reads
        self._reads = reads
        if idle:
            self._drop_repeats(read_before)
        self._ready = tuple(ready)

    def turn_ends(self, last: Choice | None, *, arrived: bool) -> None:
        """Hear by which choice nothing more arrives in this turn, and whether anything did.

        If so, the turns before no longer count.
        """
        before = (None, None) if arrived else self._passes[1:]
        self._passes = (*before, last)

    def _drop_repeats(self, read_before: bool) -> None:
        three_ago, two_ago, one_ago = self._passes
        _drop(one_ago, only_requests=self._last_read)
        if all(map(is_chore, self._ready)):
            _drop(two_ago, only_requests=read_before)
            two_ago = three_ago
        _drop(two_ago, only_requests=True)


def _drop(choice: Choice | None, *, only_requests: bool) -> None:
    """Drop the options of a choice, or those of them in which no deadline arrives."""
    if choice is None:
        return
    if only_requests and choice.has_deadlines:
        choice.only_before_deadline = True
    else:
        choice.left.clear()
