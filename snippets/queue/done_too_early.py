"""A reader says that it is done before it is."""

import asyncio


async def read(mail, read_so_far):
    while True:
        letter = await mail.get()
        mail.task_done()
        await asyncio.sleep(0.1)
        read_so_far.append(letter)


async def main():
    mail, read_so_far = asyncio.Queue(), []
    reader = asyncio.create_task(read(mail, read_so_far), name="Ada")
    for letter in ("bill", "card"):
        await mail.put(letter)
    await mail.join()
    reader.cancel()
    print("read:", *read_so_far)


asyncio.run(main())
