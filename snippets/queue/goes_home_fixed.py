"""A courier takes parcels from a queue, and waits when it is empty."""

import asyncio


async def pack(parcels):
    for parcel, seconds in ("book", 0.1), ("lamp", 0.4):
        await asyncio.sleep(seconds)
        await parcels.put(parcel)
        print(f"Ada puts down the {parcel}")
    await parcels.put(None)


async def deliver(parcels):
    await asyncio.sleep(0.2)
    while (parcel := await parcels.get()) is not None:
        await asyncio.sleep(0.1)
        print(f"Ben delivers the {parcel}")


async def main():
    parcels = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        group.create_task(pack(parcels), name="Ada")
        group.create_task(deliver(parcels), name="Ben")
    print("left behind:", parcels.qsize())


asyncio.run(main())
