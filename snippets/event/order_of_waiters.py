"""Waiters go on in the order in which they began to wait."""

import asyncio


async def guest(name, walk, doors):
    await asyncio.sleep(walk)
    print(f"{name} waits")
    await doors.wait()
    print(f"{name} goes in")


async def main():
    doors = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(guest("Ann", 0.3, doors))
        group.create_task(guest("Ben", 0.1, doors))
        group.create_task(guest("Cid", 0.2, doors))
        await asyncio.sleep(0.4)
        doors.set()


asyncio.run(main())
