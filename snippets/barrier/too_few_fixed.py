"""Three walkers are expected, and three set out."""

import asyncio


async def walk(name, hours, hut):
    await asyncio.sleep(hours)
    print(f"{name} reaches the hut")
    await hut.wait()
    print(f"{name} walks on")


async def main():
    hut = asyncio.Barrier(3)
    async with asyncio.TaskGroup() as group:
        group.create_task(walk("Ann", 0.1, hut), name="Ann")
        group.create_task(walk("Ben", 0.2, hut), name="Ben")
        group.create_task(walk("Cid", 0.3, hut), name="Cid")


asyncio.run(main())
