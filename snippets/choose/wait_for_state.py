"""A customer waits until at least two loaves are on the shelf."""

import asyncio


async def customer(shelf, changed):
    async with changed:
        await changed.wait_for(lambda: len(shelf) >= 2)
        print("sold:", shelf.pop(), shelf.pop())


async def main():
    shelf = []
    changed = asyncio.Condition()
    async with asyncio.TaskGroup() as group:
        group.create_task(customer(shelf, changed))
        for loaf in "rye", "wheat":
            await asyncio.sleep(0.1)
            async with changed:
                shelf.append(loaf)
                print("baked:", loaf)
                changed.notify_all()


asyncio.run(main())
