"""The semaphore lets two fetch, but all six tasks exist."""

import asyncio


async def fetch(page, limit):
    async with limit:
        await asyncio.sleep(0.1)


async def main():
    limit = asyncio.Semaphore(2)
    async with asyncio.TaskGroup() as group:
        for page in range(6):
            group.create_task(fetch(page, limit))
        print("tasks beside main:", len(asyncio.all_tasks()) - 1)


asyncio.run(main())
