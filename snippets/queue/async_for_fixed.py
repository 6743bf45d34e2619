"""A small generator loops over a queue, up to a None."""

import asyncio


async def letters_of(mail):
    while (letter := await mail.get()) is not None:
        yield letter


async def main():
    mail = asyncio.Queue()
    await mail.put("card")
    await mail.put(None)
    async for letter in letters_of(mail):
        print("reads the", letter)


asyncio.run(main())
