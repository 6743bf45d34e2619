"""The pause button does nothing yet."""

import asyncio


async def print_pages(printed):
    for page in 1, 2, 3:
        printed.append(page)
        print("page", page)
        await asyncio.sleep(0.2)


async def main():
    printed = []
    async with asyncio.TaskGroup() as group:
        group.create_task(print_pages(printed))
        await asyncio.sleep(0.1)
        print("pause")
        before = len(printed)
        await asyncio.sleep(0.4)
        during = len(printed) - before
        print("resume")
    print("pages during the pause:", during)


asyncio.run(main())
