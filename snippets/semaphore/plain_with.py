"""A semaphore is entered with `async with`, never with `with`."""

import asyncio


async def main():
    burners = asyncio.Semaphore(2)
    with burners:
        print("cooking")


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "TypeError"
# ///
