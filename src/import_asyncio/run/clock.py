"""The clock that jumps: a world in which waiting takes no real time."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from import_asyncio.run.loop import StageLoop, Timer

SPINNING = 1000
TURN = 1e-4


class Clock:
    """A world whose time jumps to the next deadline as soon as nothing is ready.

    ``now`` is the virtual time in seconds since the start of the run. Callbacks take none of it,
    but a loop that goes on without ever waiting grows older, as on a real clock: from its turn
    number ``SPINNING`` on, each takes ``TURN`` seconds.
    """

    def __init__(self) -> None:
        self.now = 0.0
        self._turns_without_a_wait = 0

    def add_timer(self, loop: StageLoop, timer: Timer) -> None:
        """Let asyncio's own heap hold the timer."""
        heapq.heappush(loop._scheduled, timer)

    def poll(self, loop: StageLoop, *, wait: bool) -> None:
        """Jump from deadline to deadline while the loop would wait; a deadlock if there is none."""
        self._turns_without_a_wait = 0 if wait else self._turns_without_a_wait + 1
        if self._turns_without_a_wait > SPINNING:
            self.now = round(self.now + TURN, 9)
        while wait:
            timers = [timer.when() for timer in loop._scheduled[:1]]
            deadlines = timers + loop.workers.deadlines()
            if not deadlines:
                loop.raise_deadlock()
            self.now = max(self.now, min(deadlines))
            called = loop.workers.settle(self.now)
            wait = not called and not any(when <= self.now for when in timers)

    def arrange(self, members: Sequence[Any]) -> Sequence[Any]:
        """Leave a set in order of creation."""
        return members
