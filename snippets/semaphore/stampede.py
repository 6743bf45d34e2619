"""Three requests reach a server that copes with two at once."""

import asyncio

at_work = []


async def server(page):
    at_work.append(page)
    status = 200 if len(at_work) <= 2 else 503
    await asyncio.sleep(0.3)
    at_work.remove(page)
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
