"""A barrier is a count and a condition."""

import asyncio


class SmallBarrier:
    def __init__(self, parties):
        self.parties = parties
        self._inside = 0
        self._open = False
        self._changed = asyncio.Condition()

    async def wait(self):
        async with self._changed:
            await self._changed.wait_for(lambda: not self._open)
            place, self._inside = self._inside, self._inside + 1
            try:
                if self._inside == self.parties:
                    self._open = True
                    self._changed.notify_all()
                await self._changed.wait_for(lambda: self._open)
                return place
            finally:
                self._inside -= 1
                if self._inside == 0:
                    self._open = False
                    self._changed.notify_all()

    __aenter__ = wait

    async def __aexit__(self, *error):
        pass


async def main():
    hut = SmallBarrier(2)
    print("places", await asyncio.gather(hut.wait(), hut.wait()))


asyncio.run(main())
