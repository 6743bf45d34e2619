"""An event still cannot be entered."""

import asyncio


async def main():
    doors = asyncio.Event()
    asyncio.get_running_loop().call_later(0.1, doors.set)
    async with doors:
        print("Ann goes in")


asyncio.run(main())

# /// script
# requires-python = ">=3.14"
# [tool.import-asyncio]
# ends = "TypeError"
# ///
