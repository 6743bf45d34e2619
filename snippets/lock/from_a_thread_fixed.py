"""A thread asks the loop to release the lock."""

import asyncio
import threading
import time


def work(lock, loop):
    time.sleep(0.1)
    print("thread: asks for the release")
    loop.call_soon_threadsafe(lock.release)
    time.sleep(0.3)
    print("thread: ends")


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
