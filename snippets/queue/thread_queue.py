"""The queue of threads stops the event loop while it waits."""

import asyncio
import queue
import threading
import time


async def tick():
    await asyncio.sleep(0.1)
    print("tick")


def porter(mail):
    time.sleep(0.3)
    mail.put("letter")


async def main():
    mail = queue.Queue()
    threading.Thread(target=porter, args=(mail,)).start()
    async with asyncio.TaskGroup() as group:
        group.create_task(tick(), name="ticker")
        await asyncio.sleep(0)
        print("main: reads the", mail.get())


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# needs = ["threads"]
# ///
