"""An event takes no loop any more."""

import asyncio


async def main():
    loop = asyncio.get_running_loop()
    asyncio.Event(loop=loop)


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "TypeError"
# ///
