"""A release from a thread does not wake the sleeping event loop."""

import asyncio
import threading
import time


async def guest(door):
    await door.acquire()
    print("guest: inside")


def porter(door, loop):
    time.sleep(0.1)
    door.release()
    print("porter: released")
    time.sleep(0.2)
    print("porter: nobody came, I ring the bell")
    loop.call_soon_threadsafe(lambda: None)


async def main():
    door = asyncio.Semaphore(0)
    loop = asyncio.get_running_loop()
    threading.Thread(target=porter, args=(door, loop)).start()
    await guest(door)


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# needs = ["threads"]
# ///
