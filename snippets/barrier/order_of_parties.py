"""Each party gets its place in the order of arrival."""

import asyncio


async def walk(name, hours, hut):
    await asyncio.sleep(hours)
    async with hut as place:
        print(f"{name} walks on, place {place}")


async def main():
    hut = asyncio.Barrier(3)
    async with asyncio.TaskGroup() as group:
        group.create_task(walk("Ann", 0.3, hut))
        group.create_task(walk("Ben", 0.1, hut))
        group.create_task(walk("Cid", 0.2, hut))


asyncio.run(main())
