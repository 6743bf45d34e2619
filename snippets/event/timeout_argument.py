"""The wait() of asyncio takes no timeout, unlike that of threading."""

import asyncio


async def main():
    loaded = asyncio.Event()
    await loaded.wait(timeout=0.1)


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "TypeError"
# ///
