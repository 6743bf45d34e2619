import asyncio

import aiojobs


async def main():
    at_once = most = 0

    async def job():
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0.1)
        at_once -= 1

    async with aiojobs.Scheduler(limit=2) as scheduler:
        jobs = [await scheduler.spawn(job()) for _ in range(3)]
        for one in jobs:
            await one.wait()
    print("most at once", most)


asyncio.run(main())
