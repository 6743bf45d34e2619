"""A reader that skips a letter does not say that it is done."""

import asyncio


async def read(mail):
    while True:
        letter = await mail.get()
        if letter == "bill":
            print("Ada throws the bill away")
            continue
        print(f"Ada reads the {letter}")
        mail.task_done()


async def main():
    mail = asyncio.Queue()
    for letter in ("bill", "card"):
        await mail.put(letter)
    reader = asyncio.create_task(read(mail), name="Ada")
    await mail.join()
    reader.cancel()
    print("all is read")


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "deadlock"
# ///
