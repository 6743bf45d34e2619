import asyncio

import janus


async def main():
    queue = janus.Queue(maxsize=1)

    async def giver():
        for number in range(3):
            await queue.async_q.put(number)

    async def taker():
        return [await queue.async_q.get() for _ in range(3)]

    _, taken = await asyncio.gather(giver(), taker())
    await queue.aclose()
    print(*taken)


asyncio.run(main())
