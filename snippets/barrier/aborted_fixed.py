"""An aborted barrier is made whole again before the next two come."""

import asyncio


async def main():
    hut = asyncio.Barrier(2)
    await hut.abort()
    await hut.reset()
    places = await asyncio.gather(hut.wait(), hut.wait())
    print("places", places)


asyncio.run(main())
