"""A customer keeps the shelf to wait, and no bread can come."""

import asyncio


async def bake(lock, fresh, shelf):
    await asyncio.sleep(0.2)
    print("baker: wants the shelf")
    async with lock:
        shelf.append("rye")
        fresh.set()


async def buy(lock, fresh, shelf):
    await asyncio.sleep(0.1)
    async with lock:
        print("customer: has the shelf")
        while not shelf:
            await fresh.wait()
        print("customer: takes", shelf.pop())


async def main():
    lock, fresh, shelf = asyncio.Lock(), asyncio.Event(), []
    async with asyncio.TaskGroup() as group:
        group.create_task(bake(lock, fresh, shelf))
        group.create_task(buy(lock, fresh, shelf))


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "deadlock"
# ///
