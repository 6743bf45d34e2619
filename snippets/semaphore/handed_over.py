"""Ada gives the key back and at once asks for it again."""

import asyncio


async def ada(key, came, had):
    for _ in range(2):
        came.append("Ada")
        async with key:
            had.append("Ada")
            await asyncio.sleep(0.2)
        print("Ada gave it back, locked:", key.locked())


async def ben(key, came, had):
    await asyncio.sleep(0.1)
    came.append("Ben")
    async with key:
        had.append("Ben")


async def main():
    key, came, had = asyncio.Semaphore(1), [], []
    await asyncio.gather(ada(key, came, had), ben(key, came, had))
    print("came:", *came)
    print("had it:", *had)
    print("in order" if came == had else "overtaken")


asyncio.run(main())
