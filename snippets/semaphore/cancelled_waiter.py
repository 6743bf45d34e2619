"""A waiter is cancelled just after it was given the permit."""

import asyncio


async def nap(name, bed):
    async with bed:
        print(f"{name} is in bed")


async def main():
    bed = asyncio.Semaphore(1)
    for names in ("Ada", "Ben"), ("Cem",):
        await bed.acquire()
        naps = [asyncio.create_task(nap(name, bed)) for name in names]
        await asyncio.sleep(0.1)
        bed.release()
        naps[0].cancel()
        await asyncio.wait(naps)
        print(f"{names[0]} was cancelled:", naps[0].cancelled())
    await bed.acquire()
    print("main is in bed")


asyncio.run(main())
