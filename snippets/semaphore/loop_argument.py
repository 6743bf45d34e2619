"""The loop argument of old code is gone."""

import asyncio


async def main():
    loop = asyncio.get_running_loop()
    limit = asyncio.Semaphore(10, loop=loop)
    print("full:", limit.locked())


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "TypeError"
# ///
