"""A barrier for nobody is made for one, and nobody waits at it."""

import asyncio


async def main():
    walkers = []
    hut = asyncio.Barrier(max(len(walkers), 1))
    await asyncio.gather(*(hut.wait() for _ in walkers))
    print("walkers:", len(walkers))


asyncio.run(main())
