"""A customer lets go of the shelf to wait, and the bread comes."""

import asyncio


async def bake(changed, shelf):
    await asyncio.sleep(0.2)
    print("baker: wants the shelf")
    async with changed:
        shelf.append("rye")
        changed.notify()


async def buy(changed, shelf):
    await asyncio.sleep(0.1)
    async with changed:
        print("customer: has the shelf")
        while not shelf:
            await changed.wait()
        print("customer: takes", shelf.pop())


async def main():
    changed, shelf = asyncio.Condition(), []
    async with asyncio.TaskGroup() as group:
        group.create_task(bake(changed, shelf))
        group.create_task(buy(changed, shelf))


asyncio.run(main())
