"""A party that was just called back is counted once more."""

import asyncio


async def walk(name, hut):
    await hut.wait()
    print(f"{name} walks on")


async def main():
    hut = asyncio.Barrier(2)
    ann = asyncio.create_task(walk("Ann", hut))
    await asyncio.sleep(0.1)
    ann.cancel()
    print("waiting:", hut.n_waiting)
    await walk("Ben", hut)
    await asyncio.wait([ann])
    print("Ann was called back:", ann.cancelled())


asyncio.run(main())
