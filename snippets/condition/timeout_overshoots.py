"""Ada's time is up while the baker has the shelf: she hears late."""

import asyncio


async def buy(name, changed, shelf):
    async with changed:
        try:
            async with asyncio.timeout(0.2):
                await changed.wait_for(lambda: shelf)
            print(f"{name} takes {shelf.pop()}")
        except TimeoutError:
            print(f"{name} gives up, on the shelf: {shelf}")


async def bake(changed, shelf):
    await asyncio.sleep(0.1)
    async with changed:
        await asyncio.sleep(0.3)
        shelf.append("rye")
        print("baker: leaves the shelf")
        changed.notify()


async def main():
    changed, shelf = asyncio.Condition(), []
    async with asyncio.TaskGroup() as group:
        group.create_task(buy("Ada", changed, shelf))
        group.create_task(bake(changed, shelf))


asyncio.run(main())
