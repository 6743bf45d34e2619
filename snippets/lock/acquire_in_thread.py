"""A thread takes a lock through the loop, and so gives it back."""

import asyncio
import threading
import time


def work(oven, loop):
    taken = asyncio.run_coroutine_threadsafe(oven.acquire(), loop)
    taken.result()
    try:
        print("thread: bakes")
        time.sleep(0.2)
        print("thread: is done")
    finally:
        loop.call_soon_threadsafe(oven.release)


async def main():
    oven = asyncio.Lock()
    loop = asyncio.get_running_loop()
    threading.Thread(target=work, args=(oven, loop)).start()
    await asyncio.sleep(0.1)
    async with oven:
        print("task: bakes")


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# needs = ["threads"]
# ///
