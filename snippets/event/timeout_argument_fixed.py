"""The time limit stands around the wait."""

import asyncio


async def main():
    loaded = asyncio.Event()
    try:
        async with asyncio.timeout(0.1):
            await loaded.wait()
    except TimeoutError:
        print("Ann goes home")


asyncio.run(main())
