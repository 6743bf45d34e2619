"""A worker puts links into the full queue that only it empties."""

import asyncio

LINKS = {"home": ["news", "shop"]}


async def worker(to_fetch):
    while True:
        page = await to_fetch.get()
        await asyncio.sleep(0.1)
        print(f"fetched {page}")
        for link in LINKS.get(page, []):
            await to_fetch.put(link)
        to_fetch.task_done()


async def main():
    to_fetch = asyncio.Queue(maxsize=1)
    await to_fetch.put("home")
    async with asyncio.TaskGroup() as group:
        ada = group.create_task(worker(to_fetch), name="Ada")
        await to_fetch.join()
        ada.cancel()
    print("all fetched")


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "deadlock"
# ///
