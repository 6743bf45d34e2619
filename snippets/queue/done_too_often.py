"""A reader that is cancelled while it waits says that it is done."""

import asyncio


async def read(mail):
    while True:
        try:
            letter = await mail.get()
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
    reader.result()


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "ValueError"
# ///
