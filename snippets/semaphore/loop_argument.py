"""The loop argument of the note is gone."""

import asyncio


async def main():
    loop = asyncio.get_running_loop()
    asyncio.Semaphore(10, loop=loop)


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "TypeError"
# ///
