"""Three tasks get a semaphore in the order in which they come."""

import asyncio

came = []
served = []


async def work(name, lock):
    await asyncio.sleep(1)
    came.append(name)
    async with lock:
        served.append(name)
        await asyncio.sleep(1)


async def main():
    lock = asyncio.Semaphore(1)
    async with asyncio.TaskGroup() as group:
        group.create_task(work("A", lock), name="A")
        group.create_task(work("B", lock), name="B")
        group.create_task(work("C", lock), name="C")
    print("in order" if served == came else "out of order")


asyncio.run(main())
