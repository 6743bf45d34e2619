"""A guest waits for the event, but not for ever."""

import asyncio


async def guest(name, patience, doors):
    try:
        async with asyncio.timeout(patience):
            await doors.wait()
        print(f"{name} goes in")
    except TimeoutError:
        print(f"{name} goes home")


async def main():
    doors = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(guest("Ann", 0.1, doors))
        group.create_task(guest("Ben", 0.3, doors))
        await asyncio.sleep(0.2)
        doors.set()


asyncio.run(main())
