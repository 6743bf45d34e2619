"""A baker who has the shelf waits for himself to leave it."""

import asyncio


async def put(loaf, changed, shelf):
    async with changed:
        shelf.append(loaf)
        changed.notify()


async def bake(changed, shelf):
    async with changed:
        print("baker: has the shelf")
        await put("rye", changed, shelf)
        print("baker: has put the rye there")


async def main():
    changed, shelf = asyncio.Condition(), []
    await bake(changed, shelf)


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "deadlock"
# ///
