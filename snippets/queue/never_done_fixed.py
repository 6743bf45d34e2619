"""A reader says that it is done, whatever it did with the letter."""

import asyncio


async def read(mail):
    while True:
        letter = await mail.get()
        try:
            if letter == "bill":
                print("Ada throws the bill away")
                continue
            print(f"Ada reads the {letter}")
        finally:
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
