"""A condition gets the question, and asks it."""

import asyncio


async def main():
    changed, shelf = asyncio.Condition(), ["rye", "oat"]
    async with changed:
        await changed.wait_for(lambda: len(shelf) == 2)
        print("on the shelf:", *shelf)


asyncio.run(main())
