"""With a limit of zero, wait_for() fails on a free lock."""

import asyncio


async def main():
    lock = asyncio.Lock()
    try:
        await asyncio.wait_for(lock.acquire(), 0)
        print("locked:", lock.locked())
    except TimeoutError:
        print("TimeoutError, locked:", lock.locked())


asyncio.run(main())
