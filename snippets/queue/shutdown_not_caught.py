"""A reader reads on after the queue was shut down."""

import asyncio


async def main():
    mail = asyncio.Queue()
    await mail.put("card")
    mail.shutdown()
    while True:
        print("reads the", await mail.get())


asyncio.run(main())

# /// script
# requires-python = ">=3.13"
# [tool.import-asyncio]
# ends = "QueueShutDown"
# ///
