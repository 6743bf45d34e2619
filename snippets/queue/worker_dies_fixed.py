"""The only reader dies of an error, and its group says so."""

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
    try:
        async with asyncio.TaskGroup() as group:
            reader = group.create_task(read(mail), name="Ada")
            await mail.join()
            reader.cancel()
    except* ValueError as failed:
        print("Ada failed:", failed.exceptions[0])


asyncio.run(main())
