"""One batch of two loaves is told to both customers."""

import asyncio


async def buy(name, changed, shelf):
    async with changed:
        await changed.wait_for(lambda: shelf)
        print(f"{name} takes {shelf.pop()}")


async def bake(changed, shelf):
    await asyncio.sleep(0.1)
    async with changed:
        shelf += ["rye", "oat"]
        changed.notify_all()


async def main():
    changed, shelf = asyncio.Condition(), []
    async with asyncio.TaskGroup() as group:
        group.create_task(buy("Ada", changed, shelf))
        group.create_task(buy("Ben", changed, shelf))
        group.create_task(bake(changed, shelf))


asyncio.run(main())
