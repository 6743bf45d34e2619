"""A task that asks again for the lock it holds waits for itself."""

import asyncio


async def save(lock):
    async with lock:
        await asyncio.sleep(0.1)
        print("saved")


async def close(lock):
    async with lock:
        print("closing")
        await save(lock)


async def main():
    book = asyncio.Lock()
    await save(book)
    await close(book)


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "deadlock"
# ///
