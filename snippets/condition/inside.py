"""A condition is a lock and a row of futures."""

import asyncio


class SmallCondition(asyncio.Condition):
    async def wait(self):
        bell = asyncio.get_running_loop().create_future()
        self.release()
        self._waiters.append(bell)
        error, locked = None, False
        while not locked:
            try:
                locked = await (self.acquire() if bell.done() else bell)
            except asyncio.CancelledError as cancelled:
                error = cancelled
        self._waiters.remove(bell)
        if error:
            self.notify()
            raise error
        return True

    def notify(self, n=1):
        for bell in [b for b in self._waiters if not b.done()][:n]:
            bell.set_result(False)


async def ring(door):
    async with door:
        door.notify()


async def main():
    door = SmallCondition()
    async with door, asyncio.TaskGroup() as group:
        group.create_task(ring(door))
        print("somebody is at the door:", await door.wait())


asyncio.run(main())
