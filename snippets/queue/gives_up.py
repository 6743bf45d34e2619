"""A courier waits for a parcel, not for ever, and loses none."""

import asyncio


async def deliver(parcels, patience):
    try:
        async with asyncio.timeout(patience):
            parcel = await parcels.get()
    except TimeoutError:
        print("Ben goes home")
        return []
    print(f"Ben delivers the {parcel}")
    return [parcel]


async def main():
    parcels = asyncio.Queue()
    ben = asyncio.create_task(deliver(parcels, 0.2), name="Ben")
    await asyncio.sleep(0.3)
    await parcels.put("book")
    delivered = await ben
    print("lost:", 1 - len(delivered) - parcels.qsize())


asyncio.run(main())
