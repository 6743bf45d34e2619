"""After a cancellation two walkers get one place and none is first."""

import asyncio


async def walk(name, hours, hut):
    await asyncio.sleep(hours)
    place = await hut.wait()
    print(f"{name} walks on, place {place}")


async def main():
    hut = asyncio.Barrier(3)
    async with asyncio.TaskGroup() as group:
        ann = group.create_task(walk("Ann", 0.1, hut))
        group.create_task(walk("Ben", 0.2, hut))
        group.create_task(walk("Cid", 0.4, hut))
        group.create_task(walk("Dan", 0.5, hut))
        await asyncio.sleep(0.3)
        ann.cancel()


asyncio.run(main())

# /// script
# requires-python = ">=3.11,<3.13"
# ///
