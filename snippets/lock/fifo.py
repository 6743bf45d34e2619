"""Three cooks get the oven in the order in which they came to it."""

import asyncio


async def bake(name, delay, oven, came, baked):
    await asyncio.sleep(delay)
    came.append(name)
    async with oven:
        baked.append(name)
        await asyncio.sleep(0.3)


async def main():
    oven, came, baked = asyncio.Lock(), [], []
    async with asyncio.TaskGroup() as group:
        group.create_task(bake("Ada", 0.1, oven, came, baked))
        group.create_task(bake("Ben", 0.2, oven, came, baked))
        group.create_task(bake("Cleo", 0.3, oven, came, baked))
    print("came: ", *came)
    print("baked:", *baked)
    print("in order" if came == baked else "overtaken")


asyncio.run(main())
