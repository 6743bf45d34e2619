"""Two workers fetch pages and the pages that they link to."""

import asyncio

LINKS = {"home": ["news", "shop"], "news": ["today"]}


async def worker(to_fetch, fetched):
    while True:
        page = await to_fetch.get()
        await asyncio.sleep(0.1)
        fetched.append(page)
        for link in LINKS.get(page, []):
            await to_fetch.put(link)


async def main():
    to_fetch, fetched = asyncio.Queue(), []
    await to_fetch.put("home")
    workers = [
        asyncio.create_task(worker(to_fetch, fetched), name=name)
        for name in ("Ada", "Ben")
    ]
    await asyncio.sleep(0.25)
    for task in workers:
        task.cancel()
    print("all four are fetched:", len(fetched) == 4)


asyncio.run(main())
