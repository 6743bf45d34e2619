"""A theatre that sold too many tickets has no seats to hand out."""

import asyncio


async def main():
    seats, sold = 2, 3
    asyncio.Semaphore(seats - sold)


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "ValueError"
# ///
