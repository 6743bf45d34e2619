"""A thread that calls set() itself does not wake the loop."""

import asyncio
import time


def open_doors(doors):
    time.sleep(0.1)
    doors.set()
    time.sleep(0.2)
    print("the thread ends")


async def guest(doors):
    await doors.wait()
    print("Ann goes in")


async def main():
    doors = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(guest(doors))
        await asyncio.to_thread(open_doors, doors)


asyncio.run(main())
