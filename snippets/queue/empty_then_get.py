"""Two workers look whether there is a page, and then fetch it."""

import asyncio


async def worker(name, pages):
    while not pages.empty():
        await asyncio.sleep(0.1)
        print(name, "fetches page", pages.get_nowait())


async def main():
    pages = asyncio.Queue()
    for page in range(1, 4):
        pages.put_nowait(page)
    ada = asyncio.create_task(worker("Ada", pages), name="Ada")
    await worker("main", pages)
    await ada


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "QueueEmpty"
# ///
