"""A reader gives up, and the price is cancelled for everybody."""

import asyncio


async def main():
    price = asyncio.get_running_loop().create_future()
    try:
        async with asyncio.timeout(0.1):
            await price
    except TimeoutError:
        print("gave up")
    print("price cancelled:", price.cancelled())


asyncio.run(main())
