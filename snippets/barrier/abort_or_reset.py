"""A reset() and an abort() turn away those who are waiting."""

import asyncio


async def walk(name, hut):
    try:
        await hut.wait()
        print(f"{name} walks on")
    except asyncio.BrokenBarrierError as error:
        print(f"{name}: BrokenBarrierError: {error}")


async def main():
    hut = asyncio.Barrier(2)
    async with asyncio.TaskGroup() as group:
        group.create_task(walk("Ann", hut))
        await asyncio.sleep(0.1)
        await hut.reset()
        group.create_task(walk("Ben", hut))
        group.create_task(walk("Cid", hut))
        await asyncio.sleep(0.1)
        group.create_task(walk("Dan", hut))
        await asyncio.sleep(0.1)
        await hut.abort()


asyncio.run(main())
