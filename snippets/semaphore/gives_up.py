"""Ben waits no longer than a tenth of a second for the parking lot."""

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
    finally:
        lot.release()


async def main():
    lot = asyncio.Semaphore(1)
    await asyncio.gather(
        park("Ada", 0.1, lot),
        park("Ben", 0.1, lot),
        park("Cem", 0.4, lot),
    )
    print("lot full:", lot.locked())


asyncio.run(main())
