"""A courier takes parcels from a list, and leaves when it is empty."""

import asyncio


async def pack(parcels):
    for parcel, seconds in ("book", 0.1), ("lamp", 0.4):
        await asyncio.sleep(seconds)
        parcels.append(parcel)
        print(f"Ada puts down the {parcel}")


async def deliver(parcels):
    await asyncio.sleep(0.2)
    while parcels:
        parcel = parcels.pop(0)
        await asyncio.sleep(0.1)
        print(f"Ben delivers the {parcel}")


async def main():
    parcels = []
    async with asyncio.TaskGroup() as group:
        group.create_task(pack(parcels), name="Ada")
        group.create_task(deliver(parcels), name="Ben")
    print("left behind:", len(parcels))


asyncio.run(main())
