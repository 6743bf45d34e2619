"""Two tasks share a printer, and their pages stay apart."""

import asyncio


async def report(name, lock):
    async with lock:
        print(f"{name}: page 1")
        await asyncio.sleep(0.1)
        print(f"{name}: page 2")


async def main():
    lock = asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        group.create_task(report("Ada", lock))
        group.create_task(report("Ben", lock))


asyncio.run(main())
