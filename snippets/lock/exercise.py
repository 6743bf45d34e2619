"""Three readers ask for one page, and each of them fetches it."""

import asyncio


async def read(name, delay, cache):
    await asyncio.sleep(delay)
    if "page" not in cache:
        print(f"{name} fetches")
        await asyncio.sleep(0.4)
        cache["page"] = "hello"
        cache["fetches"] += 1
    print(f"{name} reads {cache['page']}")


async def main():
    cache = {"fetches": 0}
    async with asyncio.TaskGroup() as group:
        group.create_task(read("Ada", 0.1, cache))
        group.create_task(read("Ben", 0.2, cache))
        group.create_task(read("Cleo", 0.3, cache))
    print("fetches:", cache["fetches"])


asyncio.run(main())
