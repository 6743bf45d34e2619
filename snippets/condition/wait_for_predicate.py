"""A customer waits until the shelf holds the two loaves she wants."""

import asyncio


async def bake(changed, shelf):
    for loaf in ("rye", "oat"):
        await asyncio.sleep(0.1)
        async with changed:
            shelf.append(loaf)
            print(f"baker: {loaf} is on the shelf")
            changed.notify()


async def buy(changed, shelf):
    async with changed:
        await changed.wait_for(lambda: len(shelf) == 2)
        print("customer: takes", *shelf)
        shelf.clear()


async def main():
    changed, shelf = asyncio.Condition(), []
    async with asyncio.TaskGroup() as group:
        group.create_task(bake(changed, shelf))
        group.create_task(buy(changed, shelf))


asyncio.run(main())
