"""A reader ends when the queue was shut down and is empty."""

import asyncio


async def main():
    mail = asyncio.Queue()
    await mail.put("card")
    mail.shutdown()
    try:
        while True:
            print("reads the", await mail.get())
    except asyncio.QueueShutDown:
        print("all is read")


asyncio.run(main())

# /// script
# requires-python = ">=3.13"
# ///
