"""A theatre that sold too many tickets says that it is sold out."""

import asyncio


async def main():
    seats, sold = 2, 3
    free = asyncio.Semaphore(max(seats - sold, 0))
    print("sold out:", free.locked())


asyncio.run(main())
