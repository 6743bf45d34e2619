"""An event takes no loop any more."""

import asyncio


async def main():
    loop = asyncio.get_running_loop()
    doors = asyncio.Event(loop=loop)
    print("open:", doors.is_set())


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "TypeError"
# ///
