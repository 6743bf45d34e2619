"""The word async stands before with."""

import asyncio


async def main():
    lock = asyncio.Lock()
    async with lock:
        print("the block")


asyncio.run(main())
