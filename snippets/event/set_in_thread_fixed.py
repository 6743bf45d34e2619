"""A thread that hands set() to the loop wakes it at once."""

import asyncio
import time


def open_doors(doors, loop):
    time.sleep(0.1)
    loop.call_soon_threadsafe(doors.set)
    time.sleep(0.2)
    print("the thread ends")


async def guest(doors):
    await doors.wait()
    print("Ann goes in")


async def main():
    doors = asyncio.Event()
    loop = asyncio.get_running_loop()
    async with asyncio.TaskGroup() as group:
        group.create_task(guest(doors))
        await asyncio.to_thread(open_doors, doors, loop)


asyncio.run(main())
