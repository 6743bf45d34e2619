"""A customer takes loaves one by one from a queue."""

import asyncio


async def bake(shelf):
    for loaf in ("rye", "oat"):
        await asyncio.sleep(0.1)
        await shelf.put(loaf)


async def buy(shelf):
    for _ in range(2):
        print("customer: takes", await shelf.get())


async def main():
    shelf = asyncio.Queue(maxsize=2)
    async with asyncio.TaskGroup() as group:
        group.create_task(bake(shelf))
        group.create_task(buy(shelf))


asyncio.run(main())
