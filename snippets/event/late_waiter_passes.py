"""A guest who comes after set() does not wait at all."""

import asyncio


async def guest(name, walk, doors):
    await asyncio.sleep(walk)
    print(f"{name} comes")
    await doors.wait()
    print(f"{name} goes in")


async def main():
    doors = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(guest("Ann", 0.1, doors))
        group.create_task(guest("Ben", 0.3, doors))
        await asyncio.sleep(0.2)
        doors.set()
        print("the doors are open")
    print("both are in")


asyncio.run(main())
