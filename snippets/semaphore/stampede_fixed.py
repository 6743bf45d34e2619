"""A semaphore keeps the third request back until there is room."""

import asyncio

busy = 0


async def server(page):
    global busy
    busy += 1
    status = 200 if busy <= 2 else 503
    await asyncio.sleep(0.3)
    busy -= 1
    print(page, status)
    return status


async def fetch(page, limit):
    async with limit:
        return await server(page)


async def main():
    limit = asyncio.Semaphore(2)
    home = asyncio.create_task(fetch("home", limit))
    news = asyncio.create_task(fetch("news", limit))
    await asyncio.sleep(0.1)
    answers = await asyncio.gather(home, news, fetch("shop", limit))
    print("refused:", answers.count(503))


asyncio.run(main())
