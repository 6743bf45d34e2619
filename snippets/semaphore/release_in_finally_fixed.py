"""Ben, who never got a permit, leaves before the finally."""

import asyncio


async def park(name, patience, lot):
    try:
        async with asyncio.timeout(patience):
            await lot.acquire()
    except TimeoutError:
        print(f"{name} drives on")
        return
    try:
        print(f"{name} parks")
        await asyncio.sleep(0.2)
        print(f"{name} leaves")
    finally:
        lot.release()


async def main():
    lot = asyncio.BoundedSemaphore(1)
    await asyncio.gather(park("Ada", 0.1, lot), park("Ben", 0.1, lot))


asyncio.run(main())
