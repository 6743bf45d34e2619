"""A cancelled cook gives the oven back on the way out of the block."""

import asyncio


async def bake(name, oven):
    async with oven:
        print(f"{name} bakes")
        await asyncio.sleep(0.2)


async def main():
    oven = asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        ada = group.create_task(bake("Ada", oven))
        group.create_task(bake("Ben", oven))
        await asyncio.sleep(0.1)
        ada.cancel()


asyncio.run(main())
