"""A baker who has the shelf calls what expects him to have it."""

import asyncio


def put(loaf, changed, shelf):
    shelf.append(loaf)
    changed.notify()


async def bake(changed, shelf):
    async with changed:
        print("baker: has the shelf")
        put("rye", changed, shelf)
        print("baker: has put the rye there")


async def main():
    changed, shelf = asyncio.Condition(), []
    await bake(changed, shelf)


asyncio.run(main())
