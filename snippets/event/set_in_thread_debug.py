"""In debug mode a set() in a thread fails, and its waiter is stuck."""

import asyncio


async def guest(doors):
    await doors.wait()
    print("Ann goes in")


async def main():
    doors = asyncio.Event()
    asyncio.get_running_loop().set_debug(True)
    async with asyncio.TaskGroup() as group:
        group.create_task(guest(doors), name="Ann")
        await asyncio.sleep(0.1)
        try:
            await asyncio.to_thread(doors.set)
        except RuntimeError as error:
            print("RuntimeError:", error)
        print("the doors are open:", doors.is_set())


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "deadlock"
# ///
