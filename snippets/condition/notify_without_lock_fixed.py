"""A notify in the block stands beside the change it tells of."""

import asyncio


async def main():
    changed, shelf = asyncio.Condition(), []
    async with changed:
        shelf.append("rye")
        changed.notify()
    print("on the shelf:", *shelf)


asyncio.run(main())
