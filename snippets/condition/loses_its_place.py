"""Ada waits longest, is woken in vain, and is served last."""

import asyncio


async def buy(name, changed, shelf):
    async with changed:
        await changed.wait_for(lambda: shelf)
        print(f"{name} takes {shelf.pop()}")


async def bake(changed, shelf):
    for loaf in None, "rye", "oat", "corn":
        await asyncio.sleep(0.1)
        async with changed:
            if loaf:
                shelf.append(loaf)
            changed.notify()


async def main():
    changed, shelf = asyncio.Condition(), []
    async with asyncio.TaskGroup() as group:
        for name in "Ada", "Ben", "Cleo":
            group.create_task(buy(name, changed, shelf))
        group.create_task(bake(changed, shelf))


asyncio.run(main())
