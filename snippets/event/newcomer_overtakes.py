"""A newcomer who finds the event set passes the waiters just woken."""

import asyncio


async def guest(name, doors):
    print(f"{name} comes")
    await doors.wait()
    print(f"{name} goes in")


async def main():
    doors = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(guest("Ann", doors))
        await asyncio.sleep(0.1)
        group.create_task(guest("Ben", doors))
        doors.set()


asyncio.run(main())
