"""A cancelled customer leaves the line and leaves the shelf free."""

import asyncio


async def buy(name, changed, shelf):
    async with changed:
        try:
            await changed.wait_for(lambda: shelf)
        except asyncio.CancelledError:
            print(f"{name} leaves, shelf locked: {changed.locked()}")
            raise
        print(f"{name} takes {shelf.pop()}")


async def main():
    changed, shelf = asyncio.Condition(), []
    async with asyncio.TaskGroup() as group:
        ada = group.create_task(buy("Ada", changed, shelf))
        group.create_task(buy("Ben", changed, shelf))
        await asyncio.sleep(0.1)
        ada.cancel()
        await asyncio.sleep(0.1)
        async with changed:
            shelf.append("rye")
            changed.notify()
    print("shelf locked:", changed.locked())


asyncio.run(main())
