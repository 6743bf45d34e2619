"""A loop that always finds room lets nobody take anything."""

import asyncio


async def fill(mail):
    for letter in range(1000):
        await mail.put(letter)
    print("fill: put in 1000 letters")


async def read(mail):
    print("read: the first letter is", await mail.get())


async def main():
    mail = asyncio.Queue()
    await asyncio.gather(fill(mail), read(mail))
    print("main: left in the queue:", mail.qsize())


asyncio.run(main())
