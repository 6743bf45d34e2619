"""A shutdown wakes all who wait, and leaves what is there."""

import asyncio


async def take(name, shelf):
    try:
        print(f"{name} takes the", await shelf.get())
    except asyncio.QueueShutDown:
        print(f"{name}: QueueShutDown")


async def bring(name, thing, shelf):
    try:
        await shelf.put(thing)
    except asyncio.QueueShutDown:
        print(f"{name}: QueueShutDown")


async def main():
    empty, full = asyncio.Queue(), asyncio.Queue(maxsize=1)
    await full.put("book")
    async with asyncio.TaskGroup() as group:
        group.create_task(take("Ada", empty), name="Ada")
        group.create_task(take("Ben", empty), name="Ben")
        group.create_task(bring("Cem", "lamp", full), name="Cem")
        await asyncio.sleep(0.1)
        empty.shutdown()
        full.shutdown()
    await take("main", full)
    await bring("main", "vase", full)
    await take("main", full)


asyncio.run(main())

# /// script
# requires-python = ">=3.13"
# ///
