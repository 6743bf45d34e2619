"""The thread asks the event loop to do the release."""

import asyncio
import threading
import time


async def guest(door):
    await door.acquire()
    print("guest: inside")


def porter(door, loop):
    time.sleep(0.1)
    loop.call_soon_threadsafe(door.release)
    time.sleep(0.2)
    print("porter: good night")


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
