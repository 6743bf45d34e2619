"""One call of set() lets every waiting guest go in."""

import asyncio


async def guest(name, doors):
    print(f"{name} waits")
    await doors.wait()
    print(f"{name} goes in")


async def main():
    doors = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(guest("Ann", doors))
        group.create_task(guest("Ben", doors))
        await asyncio.sleep(0.1)
        doors.set()
        print("the doors are open")


asyncio.run(main())
