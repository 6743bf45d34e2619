"""An immediate shutdown drops what is left, and counts it as done."""

import asyncio


async def wait(mail):
    await mail.join()
    print("Ada: all is done, says join()")


async def main():
    mail = asyncio.Queue()
    for letter in (1, 2, 3):
        mail.put_nowait(letter)
    async with asyncio.TaskGroup() as group:
        group.create_task(wait(mail), name="Ada")
        print("main has letter", await mail.get())
        mail.shutdown(immediate=True)
        print("main: in the queue:", mail.qsize())
        await asyncio.sleep(0.1)
        print("main is done with its letter")
        mail.task_done()
    try:
        await mail.get()
    except asyncio.QueueShutDown:
        print("main: QueueShutDown")


asyncio.run(main())

# /// script
# requires-python = ">=3.13"
# ///
