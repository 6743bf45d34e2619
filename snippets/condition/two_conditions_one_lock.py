"""Two conditions watch one shelf, under one lock."""

import asyncio


async def bake(room, bread, shelf):
    for loaf in ("rye", "oat", "corn", "bran"):
        async with room:
            await room.wait_for(lambda: len(shelf) < 2)
            shelf.append(loaf)
            print("baker: shelf", shelf)
            bread.notify()


async def buy(room, bread, shelf):
    for _ in range(4):
        await asyncio.sleep(0.1)
        async with bread:
            await bread.wait_for(lambda: shelf)
            print("customer: takes", shelf.pop(0))
            room.notify()


async def main():
    lock, shelf = asyncio.Lock(), []
    room, bread = asyncio.Condition(lock), asyncio.Condition(lock)
    async with asyncio.TaskGroup() as group:
        group.create_task(bake(room, bread, shelf))
        group.create_task(buy(room, bread, shelf))


asyncio.run(main())
