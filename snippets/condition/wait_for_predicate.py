"""Ada waits until the shelf holds the two loaves that she wants."""

import asyncio


async def buy(name, changed, shelf):
    async with changed:
        await changed.wait_for(lambda: len(shelf) == 2)
        print(f"{name} takes {' and '.join(shelf)}")
        shelf.clear()


async def bake(changed, shelf):
    for loaf in "rye", "oat":
        await asyncio.sleep(0.1)
        async with changed:
            shelf.append(loaf)
            print(f"{loaf} is on the shelf")
            changed.notify()


async def main():
    changed, shelf = asyncio.Condition(), []
    async with asyncio.TaskGroup() as group:
        group.create_task(buy("Ada", changed, shelf))
        group.create_task(bake(changed, shelf))


asyncio.run(main())
