"""Two couriers take from one queue, and one hears that it is over."""

import asyncio


async def pack(parcels):
    for parcel in ("book", "lamp", "vase"):
        await asyncio.sleep(0.1)
        await parcels.put(parcel)
    await parcels.put(None)


async def deliver(name, parcels):
    while (parcel := await parcels.get()) is not None:
        await asyncio.sleep(0.2)
        print(f"{name} delivers the {parcel}")


async def main():
    parcels = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        for name in ("Ben", "Cem"):
            group.create_task(deliver(name, parcels), name=name)
        await pack(parcels)
    print("all at home")


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "deadlock"
# ///
