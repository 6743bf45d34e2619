"""Two workers empty a queue of six pages."""

import asyncio


async def fetch(page):
    await asyncio.sleep(0.1)


async def worker(pages):
    while not pages.empty():
        await fetch(pages.get_nowait())


async def main():
    pages = asyncio.Queue()
    for page in range(6):
        pages.put_nowait(page)
    async with asyncio.TaskGroup() as group:
        for _ in range(2):
            group.create_task(worker(pages))
        print("tasks beside main:", len(asyncio.all_tasks()) - 1)
    print("pages left:", pages.qsize())


asyncio.run(main())
