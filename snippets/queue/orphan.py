"""A get() in a task of its own outlives the wait for it."""

import asyncio


async def main():
    mail = asyncio.Queue()
    getter = asyncio.create_task(mail.get(), name="getter")
    await asyncio.wait([getter], timeout=0.1)
    print("main gives up")
    await mail.put("letter")
    await asyncio.sleep(0.1)
    print("in the queue:", mail.qsize())


asyncio.run(main())
