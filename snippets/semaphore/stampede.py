"""Three requests reach a server that copes with two at once."""

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


async def fetch(page, start):
    await asyncio.sleep(start)
    return await server(page)


async def main():
    answers = await asyncio.gather(
        fetch("home", 0.1), fetch("news", 0.2), fetch("shop", 0.3)
    )
    print("refused:", answers.count(503))


asyncio.run(main())
