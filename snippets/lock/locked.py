"""A lock that says it is not locked goes to the task in line first."""

import asyncio


async def bake(name, oven):
    async with oven:
        print(f"{name} bakes")
        await asyncio.sleep(0.1)


async def main():
    oven = asyncio.Lock()
    await oven.acquire()
    async with asyncio.TaskGroup() as group:
        group.create_task(bake("Ada", oven))
        await asyncio.sleep(0.1)
        oven.release()
        print("locked:", oven.locked())
        await bake("Ben", oven)


asyncio.run(main())
