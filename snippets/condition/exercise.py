"""Visitors keep each other out of a room, as the cleaner does."""

import asyncio


async def visit(name, delay, room):
    await asyncio.sleep(delay)
    async with room:
        print(f"{name} comes in")
        await asyncio.sleep(0.3)
        print(f"{name} goes out")


async def clean(delay, room):
    await asyncio.sleep(delay)
    async with room:
        print("cleaner comes in")
        await asyncio.sleep(0.1)
        print("cleaner goes out")


async def main():
    room = asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        group.create_task(visit("Ada", 0.1, room))
        group.create_task(visit("Ben", 0.2, room))
        group.create_task(clean(0.3, room))


asyncio.run(main())
