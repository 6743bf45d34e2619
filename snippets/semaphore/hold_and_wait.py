"""Two pages hold both permits while each waits for its picture."""

import asyncio

PICTURES = {"home": "logo", "shop": "shoe"}


async def crawl(page, start, limit):
    await asyncio.sleep(start)
    async with limit:
        print("fetching", page)
        await asyncio.sleep(0.2)
        if page in PICTURES:
            await crawl(PICTURES[page], 0, limit)


async def main():
    limit = asyncio.Semaphore(2)
    async with asyncio.TaskGroup() as group:
        group.create_task(crawl("home", 0.1, limit), name="home")
        group.create_task(crawl("shop", 0.2, limit), name="shop")
    print("all fetched")


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "deadlock"
# ///
