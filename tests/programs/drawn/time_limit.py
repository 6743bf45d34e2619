"""A cook waits a limited time for the oven, then goes home."""

import asyncio


async def bake(name, oven):
    try:
        async with asyncio.timeout(0.1):
            await oven.acquire()
    except TimeoutError:
        print(f"{name} goes home")
        return
    try:
        print(f"{name} bakes")
        await asyncio.sleep(0.3)
    finally:
        oven.release()


async def main():
    oven = asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        group.create_task(bake("Ada", oven))
        group.create_task(bake("Ben", oven))
    print("oven locked:", oven.locked())


asyncio.run(main())
