"""The wait() of asyncio takes no timeout, unlike that of threading."""

import asyncio


async def main():
    doors = asyncio.Event()
    await doors.wait(timeout=0.1)


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "TypeError"
# ///
