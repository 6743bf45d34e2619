"""A thread hands its letter to the event loop."""

import asyncio
import threading
import time


def porter(mail, loop):
    time.sleep(0.1)
    loop.call_soon_threadsafe(mail.put_nowait, "letter")
    time.sleep(0.2)
    print("porter: good night")


async def main():
    mail, loop = asyncio.Queue(), asyncio.get_running_loop()
    threading.Thread(target=porter, args=(mail, loop)).start()
    print("main: reads the", await mail.get())


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# needs = ["threads"]
# ///
