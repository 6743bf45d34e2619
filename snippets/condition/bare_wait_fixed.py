"""A customer who looks at the shelf first need not wait."""

import asyncio


async def bake(changed, shelf):
    await asyncio.sleep(0.1)
    async with changed:
        shelf.append("rye")
        print("baker: rye is on the shelf")
        changed.notify()


async def buy(changed, shelf):
    await asyncio.sleep(0.2)
    async with changed:
        print("customer: comes in")
        await changed.wait_for(lambda: shelf)
        print("customer: takes", shelf.pop())


async def main():
    changed, shelf = asyncio.Condition(), []
    async with asyncio.TaskGroup() as group:
        group.create_task(bake(changed, shelf))
        group.create_task(buy(changed, shelf))


asyncio.run(main())
