"""Each swimmer who leaves a locker lets one other have it."""

import asyncio


async def swim(name, lockers, inside, crowd):
    async with lockers:
        inside.append(name)
        crowd.append(len(inside))
        await asyncio.sleep(0.2)
        inside.remove(name)


async def main():
    lockers, inside, crowd = asyncio.Semaphore(2), [], []
    async with asyncio.TaskGroup() as group:
        for name in ("Ada", "Ben", "Cem", "Dan"):
            group.create_task(swim(name, lockers, inside, crowd))
    print("inside at once:", max(crowd))


asyncio.run(main())
