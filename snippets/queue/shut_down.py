"""Two couriers take from one queue until it is shut down and empty."""

import asyncio


async def pack(parcels):
    for parcel in ("book", "lamp", "vase"):
        await asyncio.sleep(0.1)
        await parcels.put(parcel)
    parcels.shutdown()


async def deliver(name, parcels):
    try:
        while True:
            parcel = await parcels.get()
            await asyncio.sleep(0.2)
            print(f"{name} delivers the {parcel}")
    except asyncio.QueueShutDown:
        print(f"{name} goes home")


async def main():
    parcels = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        for name in ("Ben", "Cem"):
            group.create_task(deliver(name, parcels), name=name)
        await pack(parcels)
    print("all at home")


asyncio.run(main())

# /// script
# requires-python = ">=3.13"
# ///
