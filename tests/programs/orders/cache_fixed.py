"""The first reader stores a task at once, and all share it."""

import asyncio

cache = {}
fetches = 0


async def fetch():
    global fetches
    fetches += 1
    print("fetch")
    await asyncio.sleep(1)
    return "hello"


async def read():
    await asyncio.sleep(1)
    if "page" not in cache:
        cache["page"] = asyncio.create_task(fetch(), name="fetch")
    print("has", await cache["page"])


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(read(), name="A")
        group.create_task(read(), name="B")
        group.create_task(read(), name="C")
    print("fetches", fetches)


asyncio.run(main())
