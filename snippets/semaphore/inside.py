"""A semaphore is a number and a line of futures."""

import asyncio


class SmallSemaphore:
    def __init__(self, value=1):
        self._value, self._line = value, []

    async def acquire(self):
        ticket = asyncio.get_running_loop().create_future()
        if self._value and all(t.cancelled() for t in self._line):
            ticket.set_result(True)
        self._line.append(ticket)
        try:
            await ticket
            self._value -= 1
        finally:
            self._line.remove(ticket)
            self._wake(self._value)
        return True

    def release(self):
        self._value += 1
        self._wake(1)

    def _wake(self, most):
        live = [t for t in self._line if not t.cancelled()]
        asleep = [t for t in live[: self._value] if not t.done()]
        for ticket in asleep[:most]:
            ticket.set_result(True)


async def main():
    door = SmallSemaphore(0)
    asyncio.get_running_loop().call_later(0.1, door.release)
    print("inside:", await door.acquire())


asyncio.run(main())
