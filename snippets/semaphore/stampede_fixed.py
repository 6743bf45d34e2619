"""A semaphore keeps the third request back until there is room."""

import asyncio

open_requests = 0


async def server(page):
    global open_requests
    open_requests += 1
    status = 200 if open_requests <= 2 else 503
    await asyncio.sleep(0.3)
    open_requests -= 1
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
