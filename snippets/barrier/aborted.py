"""An aborted barrier turns away whoever comes."""

import asyncio


async def main():
    hut = asyncio.Barrier(2)
    await hut.abort()
    places = await asyncio.gather(hut.wait(), hut.wait())
    print("places", places)


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "BrokenBarrierError"
# ///
