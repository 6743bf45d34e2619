"""A walker who does not wait any longer leaves the barrier intact."""

import asyncio


async def walk(name, hours, hut):
    await asyncio.sleep(hours)
    try:
        async with asyncio.timeout(0.2):
            await hut.wait()
        print(f"{name} walks on")
    except TimeoutError:
        print(f"{name} goes home, broken: {hut.broken}")


async def main():
    hut = asyncio.Barrier(2)
    async with asyncio.TaskGroup() as group:
        group.create_task(walk("Ann", 0.1, hut))
        group.create_task(walk("Ben", 0.4, hut))
        group.create_task(walk("Cid", 0.5, hut))
    await asyncio.gather(hut.wait(), hut.wait())
    print("the next two meet")


asyncio.run(main())
