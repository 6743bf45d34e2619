"""In debug mode a set() in a thread fails, and its waiter is stuck."""

import asyncio


async def guest(name, doors):
    async with asyncio.timeout(0.3):
        await doors.wait()
    print(f"{name} goes in")


async def main():
    asyncio.get_running_loop().set_debug(True)
    doors = asyncio.Event()
    await asyncio.to_thread(doors.set)
    print("nobody waits, no error")
    doors.clear()
    async with asyncio.TaskGroup() as group:
        group.create_task(guest("Ann", doors), name="Ann")
        group.create_task(guest("Ben", doors), name="Ben")
        await asyncio.sleep(0.1)
        try:
            await asyncio.to_thread(doors.set)
        except RuntimeError as error:
            print("RuntimeError:", error)
        print("the doors are open:", doors.is_set())
        doors.clear()
        doors.set()


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "deadlock"
# ///
