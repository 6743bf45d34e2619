"""Two jobs have the same priority, and a number to tell them apart."""

import asyncio
import itertools


async def main():
    jobs, number = asyncio.PriorityQueue(), itertools.count()
    await jobs.put((1, next(number), {"mail": "Ada"}))
    await jobs.put((1, next(number), {"mail": "Ben"}))
    while not jobs.empty():
        _, _, job = await jobs.get()
        print(job["mail"])


asyncio.run(main())
