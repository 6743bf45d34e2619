"""A thread waits for room in the queue, through the event loop."""

import asyncio
import threading


def porter(shelf, loop):
    for parcel in ("book", "lamp", "vase"):
        bring = shelf.put(parcel)
        asyncio.run_coroutine_threadsafe(bring, loop).result()
    print("porter: the vase is on the shelf")


async def main():
    shelf, loop = asyncio.Queue(maxsize=1), asyncio.get_running_loop()
    thread = threading.Thread(target=porter, args=(shelf, loop))
    thread.start()
    for _ in range(2):
        await asyncio.sleep(0.1)
        print("main: takes the", await shelf.get())
    await asyncio.to_thread(thread.join)
    print("main: takes the", await shelf.get())


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# needs = ["threads"]
# ///
