"""Two at a time is no speed limit when the answers come quickly."""

import asyncio


async def request(limit):
    async with limit:
        await asyncio.sleep(0)


async def main():
    limit = asyncio.Semaphore(2)
    half_second = asyncio.create_task(asyncio.sleep(0.5))
    await asyncio.gather(*(request(limit) for _ in range(100)))
    print("100 requests answered")
    print("half a second over:", half_second.done())


asyncio.run(main())
