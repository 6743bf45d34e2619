"""A semaphore finds its loop by itself."""

import asyncio


async def main():
    limit = asyncio.Semaphore(10)
    print("full:", limit.locked())


asyncio.run(main())
