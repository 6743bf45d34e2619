"""The outer functions take the lock, and the inner one relies on it."""

import asyncio


async def write():
    await asyncio.sleep(0.1)
    print("saved")


async def save(lock):
    async with lock:
        await write()


async def close(lock):
    async with lock:
        print("closing")
        await write()


async def main():
    book = asyncio.Lock()
    await save(book)
    await close(book)


asyncio.run(main())
