"""Ada gives the key back and at once asks for it again."""

import asyncio


async def ada(key):
    async with key:
        print("Ada has the key")
        await asyncio.sleep(0.2)
    print("Ada gave it back, locked:", key.locked())
    async with key:
        print("Ada has the key again")


async def ben(key):
    await asyncio.sleep(0.1)
    async with key:
        print("Ben has the key")


async def main():
    key = asyncio.Semaphore(1)
    await asyncio.gather(ada(key), ben(key))


asyncio.run(main())
