"""Two couriers take from one queue until all is delivered."""

import asyncio


async def pack(parcels):
    for parcel in ("book", "lamp", "vase"):
        await asyncio.sleep(0.1)
        await parcels.put(parcel)


async def deliver(name, parcels):
    while True:
        parcel = await parcels.get()
        await asyncio.sleep(0.2)
        print(f"{name} delivers the {parcel}")
        parcels.task_done()


async def main():
    parcels = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        couriers = [
            group.create_task(deliver(name, parcels), name=name)
            for name in ("Ben", "Cem")
        ]
        await pack(parcels)
        await parcels.join()
        for courier in couriers:
            courier.cancel()
    print("all at home")


asyncio.run(main())
