"""The clock that jumps: a world in which waiting takes no real time."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from import_asyncio.run.loop import StageLoop, Timer


class Clock:
    """A world whose time jumps to the next deadline as soon as nothing is ready.

    ``now`` is the virtual time in seconds since the start of the run.
    """

    def __init__(self) -> None:
        self.now = 0.0

    def add_timer(self, loop: StageLoop, timer: Timer) -> None:
        """Let asyncio's own heap hold the timer."""
        heapq.heappush(loop._scheduled, timer)

    def poll(self, loop: StageLoop, *, wait: bool) -> None:
        """Jump from deadline to deadline while the loop would wait; a deadlock if there is none."""
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
