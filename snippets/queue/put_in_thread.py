"""A put in a thread does not wake the sleeping event loop."""

import asyncio
import threading
import time


def porter(mail, loop):
    time.sleep(0.1)
    mail.put_nowait("letter")
    print("porter: brought a letter")
    time.sleep(0.2)
    print("porter: nobody comes, I ring the bell")
    loop.call_soon_threadsafe(lambda: None)


async def main():
    mail, loop = asyncio.Queue(), asyncio.get_running_loop()
    threading.Thread(target=porter, args=(mail, loop)).start()
    print("main: reads the", await mail.get())


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# needs = ["threads"]
# ///
