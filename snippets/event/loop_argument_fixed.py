"""An event finds its loop by itself."""

import asyncio


async def main():
    doors = asyncio.Event()
    print("open:", doors.is_set())


asyncio.run(main())
