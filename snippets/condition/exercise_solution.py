"""Visitors share a room, and the cleaner has it for herself."""

import asyncio


async def visit(name, delay, room, inside):
    await asyncio.sleep(delay)
    async with room:
        inside.append(name)
        print(f"{name} comes in")
    await asyncio.sleep(0.3)
    async with room:
        inside.remove(name)
        print(f"{name} goes out")
        room.notify_all()


async def clean(delay, room, inside):
    await asyncio.sleep(delay)
    async with room:
        await room.wait_for(lambda: not inside)
        print("cleaner comes in")
        await asyncio.sleep(0.1)
        print("cleaner goes out")


async def main():
    room, inside = asyncio.Condition(), []
    async with asyncio.TaskGroup() as group:
        group.create_task(visit("Ada", 0.1, room, inside))
        group.create_task(visit("Ben", 0.2, room, inside))
        group.create_task(clean(0.3, room, inside))


asyncio.run(main())
