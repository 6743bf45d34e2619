"""A condition takes no loop any more."""

import asyncio


async def main():
    loop = asyncio.get_running_loop()
    asyncio.Condition(loop=loop)


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "TypeError"
# ///
