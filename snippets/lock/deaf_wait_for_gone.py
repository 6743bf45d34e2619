"""A cook is called away, and wait_for() hears of it."""

import asyncio


async def bake(oven):
    await asyncio.wait_for(oven.acquire(), 9)
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

# /// script
# requires-python = ">=3.12"
# ///
