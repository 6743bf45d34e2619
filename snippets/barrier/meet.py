"""Nobody leaves the hut until all three walkers are there."""

import asyncio


async def walk(name, hours, hut):
    await asyncio.sleep(hours)
    print(f"{name} reaches the hut")
    await hut.wait()
    print(f"{name} walks on")


async def main():
    hut = asyncio.Barrier(3)
    async with asyncio.TaskGroup() as group:
        group.create_task(walk("Ann", 0.2, hut))
        group.create_task(walk("Ben", 0.1, hut))
        group.create_task(walk("Cid", 0.3, hut))


asyncio.run(main())
