"""Three downloads share two slots: the third waits for a free one."""

import asyncio


async def download(name, seconds, slots):
    async with slots:
        print(f"{name} starts")
        await asyncio.sleep(seconds)
        print(f"{name} is done")


async def main():
    slots = asyncio.BoundedSemaphore(2)
    async with asyncio.TaskGroup() as group:
        group.create_task(download("photo", 0.1, slots))
        group.create_task(download("film", 0.3, slots))
        group.create_task(download("song", 0.1, slots))


asyncio.run(main())
