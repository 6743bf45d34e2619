"""Three readers look into a cache before they fetch."""

import asyncio

cache = {}
fetches = 0


async def read():
    global fetches
    await asyncio.sleep(1)
    if "page" not in cache:
        fetches += 1
        print("fetch")
        await asyncio.sleep(1)
        cache["page"] = "hello"
    print("has", cache["page"])


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(read(), name="A")
        group.create_task(read(), name="B")
        group.create_task(read(), name="C")
    print("fetches", fetches)


asyncio.run(main())
