"""Two leave the line to the only bed, and the third gets it."""

import asyncio


async def nap(name, bed):
    async with bed:
        print(f"{name} is in bed")


async def main():
    bed = asyncio.Semaphore(1)
    async with asyncio.TaskGroup() as group:
        async with bed:
            ada = group.create_task(nap("Ada", bed))
            ben = group.create_task(nap("Ben", bed))
            group.create_task(nap("Cem", bed))
            await asyncio.sleep(0.1)
            ada.cancel()
            await asyncio.sleep(0.1)
            print("the bed is made")
            ben.cancel()
    print("bed taken:", bed.locked())


asyncio.run(main())
