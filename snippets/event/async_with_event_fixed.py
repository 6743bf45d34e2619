"""An event is waited for."""

import asyncio


async def main():
    doors = asyncio.Event()
    asyncio.get_running_loop().call_later(0.1, doors.set)
    await doors.wait()
    print("Ann goes in")


asyncio.run(main())
