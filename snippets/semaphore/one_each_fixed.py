"""All fetches share one semaphore, and two are inside at most."""

import asyncio


async def fetch(page, inside, limit):
    async with limit:
        inside.append(page)
        print(f"{page}: {len(inside)} at once")
        await asyncio.sleep(0.1)
        inside.remove(page)


async def main():
    inside = []
    limit = asyncio.Semaphore(2)
    async with asyncio.TaskGroup() as group:
        for page in "home", "news", "shop":
            group.create_task(fetch(page, inside, limit))


asyncio.run(main())
