"""A lock is a flag and a line of futures."""

import asyncio


class SmallLock:
    def __init__(self):
        self._locked, self._line = False, []

    async def acquire(self):
        ticket = asyncio.get_running_loop().create_future()
        if not self._locked and all(t.cancelled() for t in self._line):
            ticket.set_result(True)
        self._line.append(ticket)
        try:
            self._locked = await ticket
        finally:
            self._line.remove(ticket)
            if not self._locked:
                self._locked = True
                self.release()
        return True

    def release(self):
        if not self._locked:
            raise RuntimeError("Lock is not acquired.")
        self._locked = False
        if self._line and not self._line[0].done():
            self._line[0].set_result(True)


async def main():
    oven = SmallLock()
    print("Ada bakes:", await oven.acquire())
    asyncio.get_running_loop().call_later(0.1, oven.release)
    print("Ben bakes:", await oven.acquire())


asyncio.run(main())
