"""A semaphore keeps the third request back until there is room."""

import asyncio

at_work = []


async def server(page):
    at_work.append(page)
    status = 200 if len(at_work) <= 2 else 503
    await asyncio.sleep(0.3)
    at_work.remove(page)
    print(page, status)
    return status


async def fetch(page, start, limit):
    await asyncio.sleep(start)
    async with limit:
        return await server(page)


async def main():
    limit = asyncio.Semaphore(2)
    answers = await asyncio.gather(
        fetch("home", 0.1, limit),
        fetch("news", 0.2, limit),
        fetch("shop", 0.3, limit),
    )
    print("refused:", answers.count(503))


asyncio.run(main())
