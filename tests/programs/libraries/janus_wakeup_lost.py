"""janus 2.0.0 loses a wake-up on Python 3.11, which has CPython's gh-112202.

Two tasks wait for an item, and the one that is woken is cancelled before it goes on. Its Condition
does not wake the other. Plain Python 3.11 does it too: with a stall of 30 ms, made by
`call_later(.001, time.sleep, .03)`, a put after 10 ms and a cancel after 20 ms fall into one turn.
"""

import asyncio

import janus


async def main():
    queue = janus.Queue()
    got = []

    async def taker():
        got.append(await queue.async_q.get())

    first = asyncio.create_task(taker())
    second = asyncio.create_task(taker())

    async def giver():
        await asyncio.sleep(0.01)
        await queue.async_q.put("item")

    async def impatient():
        await asyncio.sleep(1)
        first.cancel()

    await asyncio.gather(giver(), impatient())
    await asyncio.wait([first])
    if first.cancelled():
        await second
    print("got", *got)


asyncio.run(main())
