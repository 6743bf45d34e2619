"""A loop that takes a free permit again and again lets nobody come."""

import asyncio


async def hog(key):
    for _ in range(1000):
        async with key:
            pass
    print("hog: took the key 1000 times")


async def newcomer(key):
    print("newcomer: asks for the key")
    async with key:
        print("newcomer: has the key")


async def main():
    key = asyncio.Semaphore(1)
    await asyncio.gather(hog(key), newcomer(key))


asyncio.run(main())
