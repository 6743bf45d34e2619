"""With two places on the shelf, the packer waits for the courier."""

import asyncio


async def pack(parcels, heights):
    for number in range(1, 5):
        await asyncio.sleep(0.1)
        await parcels.put(number)
        heights.append(parcels.qsize())


async def deliver(parcels):
    for _ in range(4):
        await parcels.get()
        await asyncio.sleep(0.5)


async def main():
    parcels, heights = asyncio.Queue(maxsize=2), []
    async with asyncio.TaskGroup() as group:
        group.create_task(pack(parcels, heights), name="Ada")
        group.create_task(deliver(parcels), name="Ben")
    print("never more than two:", max(heights) <= 2)


asyncio.run(main())
