"""A semaphore is entered with `async with`."""

import asyncio


async def main():
    burners = asyncio.Semaphore(2)
    async with burners:
        print("cooking")


asyncio.run(main())
