"""A cook who lets go of the oven and asks again at once must queue."""

import asyncio


async def bake(name, delay, oven, came, baked):
    await asyncio.sleep(delay)
    for _ in range(2):
        came.append(name)
        async with oven:
            baked.append(name)
            await asyncio.sleep(0.2)


async def main():
    oven, came, baked = asyncio.Lock(), [], []
    async with asyncio.TaskGroup() as group:
        group.create_task(bake("Ada", 0.1, oven, came, baked))
        group.create_task(bake("Ben", 0.2, oven, came, baked))
    print("came: ", *came)
    print("baked:", *baked)
    print("in order" if came == baked else "overtaken")


asyncio.run(main())
