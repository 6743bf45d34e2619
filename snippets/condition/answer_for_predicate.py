"""A condition needs the question, and gets the answer."""

import asyncio


async def main():
    changed, shelf = asyncio.Condition(), ["rye", "oat"]
    async with changed:
        await changed.wait_for(len(shelf) == 2)
        print("on the shelf:", *shelf)


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "TypeError"
# ///
