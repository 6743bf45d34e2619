"""An event still cannot be entered."""

import asyncio


async def main():
    doors = asyncio.Event()
    async with doors:
        print("Ann goes in")


asyncio.run(main())

# /// script
# requires-python = ">=3.14"
# [tool.import-asyncio]
# ends = "TypeError"
# ///
