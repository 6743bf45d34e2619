"""A guest who comes after set() and clear() waits for ever."""

import asyncio


async def guest(bell):
    await asyncio.sleep(0.2)
    print("Ann listens")
    await bell.wait()
    print("Ann hears the bell")


async def main():
    bell = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(guest(bell), name="Ann")
        await asyncio.sleep(0.1)
        print("the bell rings")
        bell.set()
        bell.clear()


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "deadlock"
# ///
