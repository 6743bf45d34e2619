"""An event is set and cleared, and a late task never sees it."""

import asyncio


async def wait(event):
    await asyncio.sleep(1)
    await event.wait()
    print("goes")


async def main():
    event = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(wait(event), name="A")
        await asyncio.sleep(1)
        event.set()
        event.clear()
    print("went")


asyncio.run(main())
