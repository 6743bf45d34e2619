"""A notified customer goes on when the baker has left the block."""

import asyncio


async def bake(changed, shelf):
    await asyncio.sleep(0.1)
    async with changed:
        shelf.append("rye")
        changed.notify()
        print("baker: has notified")
        await asyncio.sleep(0.1)
        print("baker: leaves the block")


async def buy(changed, shelf):
    async with changed:
        await changed.wait_for(lambda: shelf)
        print("customer: takes", shelf.pop())


async def main():
    changed, shelf = asyncio.Condition(), []
    async with asyncio.TaskGroup() as group:
        group.create_task(bake(changed, shelf))
        group.create_task(buy(changed, shelf))


asyncio.run(main())
