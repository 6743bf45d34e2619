"""A cook is called away, hears of it, and goes."""

import asyncio


async def bake(oven):
    async with asyncio.timeout(9):
        await oven.acquire()
    try:
        print("Ada bakes")
    finally:
        oven.release()


async def main():
    oven = asyncio.Lock()
    await oven.acquire()
    ada = asyncio.create_task(bake(oven))
    await asyncio.sleep(0.1)
    oven.release()
    print("Ada is called away:", ada.cancel())
    await asyncio.wait([ada])
    print("she has heard of it:", ada.cancelled())


asyncio.run(main())
