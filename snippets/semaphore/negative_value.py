"""A theatre that sold too many tickets has no seats to hand out."""

import asyncio


async def main():
    seats, sold = 2, 3
    free = asyncio.Semaphore(seats - sold)
    print("sold out:", free.locked())


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "ValueError"
# ///
