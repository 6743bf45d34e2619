"""An aborted barrier turns away whoever comes."""

import asyncio


async def main():
    hut = asyncio.Barrier(2)
    await hut.abort()
    await hut.wait()


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "BrokenBarrierError"
# ///
