"""Ada's time is up while the baker has the shelf: she hears late."""

import asyncio


async def buy(name, patience, changed, shelf):
    async with changed:
        try:
            async with patience:
                await changed.wait_for(lambda: shelf)
                print(f"{name} takes {shelf.pop()}")
        except TimeoutError:
            print(f"{name} gives up, on the shelf: {shelf}")


async def bake(patience, changed, shelf):
    await asyncio.sleep(0.1)
    async with changed:
        await asyncio.sleep(0.2)
        print("baker: is her time up?", patience.expired())
        await asyncio.sleep(0.1)
        shelf.append("rye")
        print("baker: leaves the shelf")
        changed.notify()


async def main():
    changed, shelf = asyncio.Condition(), []
    patience = asyncio.timeout(0.2)
    async with asyncio.TaskGroup() as group:
        group.create_task(buy("Ada", patience, changed, shelf))
        group.create_task(bake(patience, changed, shelf))


asyncio.run(main())
