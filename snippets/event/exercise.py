"""The pause button does nothing yet."""

import asyncio


async def print_pages():
    for page in 1, 2, 3:
        print("page", page)
        await asyncio.sleep(0.2)


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(print_pages())
        await asyncio.sleep(0.1)
        print("pause")
        await asyncio.sleep(0.4)
        print("resume")


asyncio.run(main())
