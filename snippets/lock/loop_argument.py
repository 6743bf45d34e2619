"""A lock no longer takes the loop it is to run on."""

import asyncio


async def main():
    loop = asyncio.get_running_loop()
    lock = asyncio.Lock(loop=loop)
    print("locked:", lock.locked())


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "TypeError"
# ///
