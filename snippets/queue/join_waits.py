"""join() waits for the work, and not only for an empty queue."""

import asyncio


async def read(mail):
    while True:
        letter = await mail.get()
        await asyncio.sleep(0.1)
        print(f"letter {letter} is read")
        mail.task_done()


async def wait(name, mail):
    await mail.join()
    print(f"{name}: all is read, says join()")


async def main():
    mail = asyncio.Queue()
    await mail.join()
    print("main: nothing to do, says join()")
    for letter in (1, 2):
        mail.put_nowait(letter)
    reader = asyncio.create_task(read(mail), name="Ada")
    async with asyncio.TaskGroup() as group:
        group.create_task(wait("Ben", mail), name="Ben")
        group.create_task(wait("Cem", mail), name="Cem")
        await asyncio.sleep(0.15)
        print("main: in the queue:", mail.qsize())
    reader.cancel()


asyncio.run(main())
