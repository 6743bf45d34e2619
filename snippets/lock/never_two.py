"""Three cooks come to one oven, and never two are at it at once."""

import asyncio


async def bake(name, delay, oven, at_oven, crowd):
    await asyncio.sleep(delay)
    async with oven:
        at_oven.append(name)
        crowd.append(len(at_oven))
        await asyncio.sleep(0.3)
        at_oven.remove(name)


async def main():
    oven, at_oven, crowd = asyncio.Lock(), [], []
    async with asyncio.TaskGroup() as group:
        for name, delay in ("Ada", 0.1), ("Ben", 0.2), ("Cleo", 0.3):
            group.create_task(bake(name, delay, oven, at_oven, crowd))
    print("at the oven at once:", max(crowd))


asyncio.run(main())
