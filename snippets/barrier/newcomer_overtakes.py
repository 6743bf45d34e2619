"""Ben comes while the barrier opens, and Cid overtakes him."""

import asyncio


async def walk(name, hut):
    print(f"{name} comes")
    place = await hut.wait()
    print(f"{name} walks on, place {place}")


async def main():
    hut = asyncio.Barrier(2)
    async with asyncio.TaskGroup() as group:
        group.create_task(walk("Ann", hut))
        await asyncio.sleep(0.1)
        group.create_task(walk("Ben", hut))
        await hut.wait()
        group.create_task(walk("Cid", hut))


asyncio.run(main())
