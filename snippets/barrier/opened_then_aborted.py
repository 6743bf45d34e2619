"""A barrier opens, and Ann is turned away before she has walked on."""

import asyncio


async def walk(name, hut):
    try:
        await hut.wait()
        print(f"{name} walks on")
    except asyncio.BrokenBarrierError as error:
        print(f"{name}: BrokenBarrierError: {error}")


async def main():
    hut = asyncio.Barrier(2)
    for turn_away in hut.reset, hut.abort:
        async with asyncio.TaskGroup() as group:
            group.create_task(walk("Ann", hut))
            await asyncio.sleep(0.1)
            print("main walks on, place", await hut.wait())
            await turn_away()
    print("broken:", hut.broken)
    await hut.reset()
    await asyncio.gather(walk("Ben", hut), walk("Cid", hut))


asyncio.run(main())
