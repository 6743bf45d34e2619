"""A cancelled cook never gives the oven back."""

import asyncio


async def bake(name, oven):
    await oven.acquire()
    print(f"{name} bakes")
    await asyncio.sleep(0.2)
    oven.release()


async def main():
    oven = asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        ada = group.create_task(bake("Ada", oven))
        group.create_task(bake("Ben", oven))
        await asyncio.sleep(0.1)
        ada.cancel()


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "deadlock"
# ///
