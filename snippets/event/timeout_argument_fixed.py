"""The time limit stands around the wait."""

import asyncio


async def main():
    doors = asyncio.Event()
    try:
        async with asyncio.timeout(0.1):
            await doors.wait()
    except TimeoutError:
        print("the doors stay closed")


asyncio.run(main())
