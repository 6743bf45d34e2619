"""A task that holds the only permit waits for another one."""

import asyncio


async def main():
    door = asyncio.Semaphore(1)
    async with door:
        print("inside")
        async with door:
            print("inside twice")


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "deadlock"
# ///
