"""A reader says that it is done only after it has got something."""

import asyncio


async def read(mail):
    while True:
        letter = await mail.get()
        try:
            print(f"Ada reads letter {letter}")
        finally:
            mail.task_done()


async def main():
    mail = asyncio.Queue()
    reader = asyncio.create_task(read(mail), name="Ada")
    await mail.put(1)
    await mail.join()
    reader.cancel()
    await asyncio.gather(reader, return_exceptions=True)
    print("Ada was cancelled:", reader.cancelled())


asyncio.run(main())
