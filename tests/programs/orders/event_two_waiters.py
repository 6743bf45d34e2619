"""Two tasks wait for an event that is set at any time."""

import asyncio


async def wait(event):
    await asyncio.sleep(1)
    await event.wait()
    print("goes")


async def main():
    event = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(wait(event), name="A")
        group.create_task(wait(event), name="B")
        await asyncio.sleep(1)
        event.set()
    print("both went")


asyncio.run(main())
