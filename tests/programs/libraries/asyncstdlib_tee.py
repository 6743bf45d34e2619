import asyncio

import asyncstdlib


async def numbers():
    for number in range(3):
        await asyncio.sleep(0.01)
        yield number


async def main():
    async with asyncstdlib.tee(numbers(), n=2, lock=asyncio.Lock()) as (one, other):
        first, second = await asyncio.gather(
            asyncstdlib.list(one), asyncstdlib.sum(asyncstdlib.map(abs, other))
        )
    print(first, second)


asyncio.run(main())
