"""A third request reaches a server that copes with two at once."""

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


async def fetch(page):
    return await server(page)


async def main():
    home = asyncio.create_task(fetch("home"))
    news = asyncio.create_task(fetch("news"))
    await asyncio.sleep(0.1)
    answers = await asyncio.gather(home, news, fetch("shop"))
    print("refused:", answers.count(503))


asyncio.run(main())
