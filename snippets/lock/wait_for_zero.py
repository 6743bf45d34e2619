"""On a free lock a limit of zero fails with wait_for alone."""

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
