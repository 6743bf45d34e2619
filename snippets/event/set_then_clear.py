"""A set() followed by clear() still wakes all who are waiting."""

import asyncio


async def guest(name, doors):
    await doors.wait()
    print(f"{name} goes in, doors open: {doors.is_set()}")


async def main():
    doors = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(guest("Ann", doors))
        group.create_task(guest("Ben", doors))
        await asyncio.sleep(0.1)
        doors.set()
        doors.clear()


asyncio.run(main())
