"""The only reader dies of an error, and join() waits for ever."""

import asyncio


async def read(mail):
    while True:
        number = int(await mail.get())
        print(f"Ada reads {number}")
        mail.task_done()


async def main():
    mail = asyncio.Queue()
    for letter in ("1", "two", "3"):
        await mail.put(letter)
    reader = asyncio.create_task(read(mail), name="Ada")
    await mail.join()
    reader.cancel()


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "deadlock"
# ///
