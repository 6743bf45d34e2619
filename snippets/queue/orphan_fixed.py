"""A get() under a timeout ends with the wait for it."""

import asyncio


async def main():
    mail = asyncio.Queue()
    try:
        async with asyncio.timeout(0.1):
            await mail.get()
    except TimeoutError:
        print("main gives up")
    await mail.put("letter")
    await asyncio.sleep(0.1)
    print("in the queue:", mail.qsize())


asyncio.run(main())
