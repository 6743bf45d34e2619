"""A release in a thread does not wake the loop."""

import asyncio
import threading
import time


def work(lock, loop):
    time.sleep(0.1)
    print("thread: releases")
    lock.release()
    time.sleep(0.3)
    print("thread: wakes the loop")
    loop.call_soon_threadsafe(print, "loop: awake")


async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    loop = asyncio.get_running_loop()
    threading.Thread(target=work, args=(lock, loop)).start()
    await lock.acquire()
    print("task: has the lock")


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# needs = ["threads"]
# ///
