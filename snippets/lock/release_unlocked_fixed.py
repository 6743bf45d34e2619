"""The block ends earlier, and releases the lock as it ends."""

import asyncio


async def main():
    lock = asyncio.Lock()
    async with lock:
        print("done early")
    print("locked:", lock.locked())


asyncio.run(main())
