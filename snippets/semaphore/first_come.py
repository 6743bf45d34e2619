"""Guests get the only table in the order in which they came."""

import asyncio

came, seated = [], []


async def dine(name, arrival, table):
    await asyncio.sleep(arrival)
    came.append(name)
    async with table:
        seated.append(name)
        await asyncio.sleep(0.3)


async def main():
    table = asyncio.Semaphore(1)
    await asyncio.gather(
        dine("Ada", 0.1, table),
        dine("Ben", 0.2, table),
        dine("Cem", 0.3, table),
    )
    print("came:", *came)
    print("in the same order:", seated == came)


asyncio.run(main())
