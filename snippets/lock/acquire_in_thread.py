"""A thread takes a lock through the loop, and so gives it back."""

import asyncio
import time


def bake_in_thread(oven, loop):
    taken = asyncio.run_coroutine_threadsafe(oven.acquire(), loop)
    taken.result()
    try:
        print("thread: bakes")
        time.sleep(0.2)
        print("thread: is done")
    finally:
        loop.call_soon_threadsafe(oven.release)


async def bake(oven):
    await asyncio.sleep(0.1)
    async with oven:
        print("task: bakes")


async def main():
    oven = asyncio.Lock()
    loop = asyncio.get_running_loop()
    async with asyncio.TaskGroup() as group:
        group.create_task(bake(oven))
        await asyncio.to_thread(bake_in_thread, oven, loop)


asyncio.run(main())
