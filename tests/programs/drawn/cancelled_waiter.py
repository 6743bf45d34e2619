"""A cancelled waiter leaves and takes nothing from the others."""

import asyncio


async def guest(name, doors):
    try:
        await doors.wait()
        print(f"{name} goes in")
    except asyncio.CancelledError:
        print(f"{name} gives up")
        raise


async def main():
    doors = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        ann = group.create_task(guest("Ann", doors))
        ben = group.create_task(guest("Ben", doors))
        group.create_task(guest("Cid", doors))
        await asyncio.sleep(0.1)
        ann.cancel()
        doors.set()
        ben.cancel()


asyncio.run(main())
