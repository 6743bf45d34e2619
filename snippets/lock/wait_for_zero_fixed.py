"""With a limit of zero, timeout() lets a task take a free lock."""

import asyncio


async def main():
    lock = asyncio.Lock()
    try:
        async with asyncio.timeout(0):
            await lock.acquire()
        print("locked:", lock.locked())
    except TimeoutError:
        print("TimeoutError, locked:", lock.locked())


asyncio.run(main())
