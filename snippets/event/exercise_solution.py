"""The pause button clears an event that each page waits for."""

import asyncio


async def print_pages(running):
    for page in 1, 2, 3:
        await running.wait()
        print("page", page)
        await asyncio.sleep(0.2)


async def main():
    running = asyncio.Event()
    running.set()
    async with asyncio.TaskGroup() as group:
        group.create_task(print_pages(running))
        await asyncio.sleep(0.1)
        running.clear()
        print("pause")
        await asyncio.sleep(0.4)
        running.set()
        print("resume")


asyncio.run(main())
