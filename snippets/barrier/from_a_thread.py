"""A thread that waits by itself opens the barrier, and wakes nobody."""

import asyncio
import threading
import time


def cook(table, loop):
    time.sleep(0.1)
    print("thread: place", asyncio.run(table.wait()))
    time.sleep(0.3)
    print("thread: wakes the loop")
    loop.call_soon_threadsafe(print, "loop: awake")


async def main():
    table = asyncio.Barrier(2)
    loop = asyncio.get_running_loop()
    threading.Thread(target=cook, args=(table, loop)).start()
    print("task: place", await table.wait())


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# needs = ["threads"]
# ///
