"""A party cancelled while the barrier opens does not stop the rest."""

import asyncio


async def walk(name, hut):
    await hut.wait()
    print(f"{name} walks on")


async def main():
    hut = asyncio.Barrier(3)
    async with asyncio.TaskGroup() as group:
        ann = group.create_task(walk("Ann", hut))
        group.create_task(walk("Ben", hut))
        await asyncio.sleep(0.1)
        await hut.wait()
        ann.cancel()
    print("Ann was called back:", ann.cancelled())
    async with asyncio.TaskGroup() as group:
        for name in "Cid", "Dan", "Eve":
            group.create_task(walk(name, hut))
    print("waiting:", hut.n_waiting, "broken:", hut.broken)


asyncio.run(main())
