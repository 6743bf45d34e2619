"""A lock that says what async with calls."""

import asyncio


class LoudLock(asyncio.Lock):
    async def acquire(self):
        print("acquire")
        return await super().acquire()

    def release(self):
        print("release")
        super().release()


async def main():
    async with LoudLock():
        print("the block")


asyncio.run(main())
