"""Two jobs have the same priority, and cannot be compared."""

import asyncio


async def main():
    jobs = asyncio.PriorityQueue()
    await jobs.put((1, {"mail": "Ada"}))
    await jobs.put((1, {"mail": "Ben"}))
    while not jobs.empty():
        _, job = await jobs.get()
        print(job["mail"])


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "TypeError"
# ///
