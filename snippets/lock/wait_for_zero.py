"""A time limit of zero fails on a free lock in wait_for only."""

import asyncio


async def main():
    lock = asyncio.Lock()
    try:
        await asyncio.wait_for(lock.acquire(), 0)
    except TimeoutError:
        print("wait_for: TimeoutError, locked:", lock.locked())
    async with asyncio.timeout(0):
        await lock.acquire()
    print("timeout: locked:", lock.locked())


asyncio.run(main())
