"""Two visitors share one key: only one of them is inside at a time."""

import asyncio


async def visit(name, key):
    async with key:
        print(f"{name} goes in")
        await asyncio.sleep(0.1)
        print(f"{name} comes out")


async def main():
    key = asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        group.create_task(visit("Ada", key))
        group.create_task(visit("Ben", key))


asyncio.run(main())
