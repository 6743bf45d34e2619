"""A semaphore that starts at zero lets nobody in before a release."""

import asyncio


async def shop(name, counter):
    async with counter:
        print(f"{name} is served")


async def main():
    counter = asyncio.Semaphore(0)
    async with asyncio.TaskGroup() as group:
        group.create_task(shop("Ada", counter))
        group.create_task(shop("Ben", counter))
        await asyncio.sleep(0.1)
        print("the counter opens")
        counter.release()


asyncio.run(main())
