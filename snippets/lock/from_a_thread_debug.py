"""In debug mode a release in a thread leaves a lock nobody can take."""

import asyncio


async def bake(name, oven):
    async with oven:
        print(f"{name} bakes")


async def main():
    asyncio.get_running_loop().set_debug(True)
    oven = asyncio.Lock()
    await oven.acquire()
    async with asyncio.TaskGroup() as group:
        group.create_task(bake("Ada", oven), name="Ada")
        await asyncio.sleep(0.1)
        try:
            await asyncio.to_thread(oven.release)
        except RuntimeError as error:
            print("RuntimeError:", error)
        print("oven locked:", oven.locked())
        group.create_task(bake("Ben", oven), name="Ben")


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "deadlock"
# ///
