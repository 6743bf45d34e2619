"""A customer is cancelled twice, and leaves with the lock in hand."""

import asyncio


async def buy(name, changed, shelf):
    async with changed:
        try:
            await changed.wait_for(lambda: shelf)
        except asyncio.CancelledError:
            print(f"{name} leaves, shelf locked: {changed.locked()}")
            raise
        print(f"{name} sees {shelf[0]}")


async def call_away(task):
    await asyncio.sleep(0.2)
    task.cancel()


async def main():
    changed, shelf = asyncio.Condition(), []
    async with asyncio.TaskGroup() as group:
        ada = group.create_task(buy("Ada", changed, shelf))
        group.create_task(buy("Ben", changed, shelf))
        group.create_task(call_away(ada))
        await asyncio.sleep(0.1)
        async with changed:
            ada.cancel()
            shelf.append("rye")
            changed.notify()
            await asyncio.sleep(0.2)
    print("shelf locked:", changed.locked())


asyncio.run(main())
