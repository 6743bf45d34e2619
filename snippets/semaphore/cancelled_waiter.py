"""A waiter is cancelled just after it was given the permit."""

import asyncio


async def nap(name, bed):
    async with bed:
        print(f"{name} is in bed")


async def main():
    bed = asyncio.Semaphore(1)
    await bed.acquire()
    ada = asyncio.create_task(nap("Ada", bed))
    ben = asyncio.create_task(nap("Ben", bed))
    await asyncio.sleep(0.1)
    bed.release()
    ada.cancel()
    await asyncio.wait([ada, ben])
    print("Ada was cancelled:", ada.cancelled())
    print("bed taken:", bed.locked())


asyncio.run(main())
