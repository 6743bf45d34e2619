"""A barrier for nobody still cannot be made."""

import asyncio


async def main():
    walkers = []
    hut = asyncio.Barrier(len(walkers))
    await asyncio.gather(*(hut.wait() for _ in walkers))
    print("walkers:", len(walkers))


asyncio.run(main())

# /// script
# requires-python = ">=3.14"
# [tool.import-asyncio]
# ends = "ValueError"
# ///
