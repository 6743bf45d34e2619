"""Ada keeps the shelf while she waits, and no bread can come."""

import asyncio


async def buy(name, lock, fresh, shelf):
    await asyncio.sleep(0.1)
    async with lock:
        while not shelf:
            print(f"{name} waits")
            await fresh.wait()
        print(f"{name} takes {shelf.pop()}")


async def bake(lock, fresh, shelf):
    await asyncio.sleep(0.2)
    print("the rye is done")
    async with lock:
        shelf.append("rye")
        fresh.set()


async def main():
    lock, fresh, shelf = asyncio.Lock(), asyncio.Event(), []
    async with asyncio.TaskGroup() as group:
        group.create_task(buy("Ada", lock, fresh, shelf))
        group.create_task(bake(lock, fresh, shelf))


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "deadlock"
# ///
