"""Three readers ask for one page, and only the first fetches it."""

import asyncio


async def read(name, delay, cache, lock):
    await asyncio.sleep(delay)
    async with lock:
        if "page" not in cache:
            print(f"{name} fetches")
            await asyncio.sleep(0.4)
            cache["page"] = "hello"
            cache["fetches"] += 1
    print(f"{name} reads {cache['page']}")


async def main():
    cache = {"fetches": 0}
    lock = asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        group.create_task(read("Ada", 0.1, cache, lock))
        group.create_task(read("Ben", 0.2, cache, lock))
        group.create_task(read("Cleo", 0.3, cache, lock))
    print("fetches:", cache["fetches"])


asyncio.run(main())
