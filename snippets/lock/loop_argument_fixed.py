"""A lock takes no argument, and finds its loop by itself."""

import asyncio


async def main():
    lock = asyncio.Lock()
    print("locked:", lock.locked())


asyncio.run(main())
