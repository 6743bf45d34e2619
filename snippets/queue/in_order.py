"""Two readers share the letters of one queue."""

import asyncio


async def read(mail, taken):
    while (letter := await mail.get()) is not None:
        taken.append(letter)
        await asyncio.sleep(0.1)


async def main():
    mail, taken = asyncio.Queue(), []
    async with asyncio.TaskGroup() as group:
        group.create_task(read(mail, taken), name="Ada")
        group.create_task(read(mail, taken), name="Ben")
        for letter in range(3):
            await asyncio.sleep(0.1)
            await mail.put(letter)
        await mail.put(None)
        await mail.put(None)
    print("each once, in order:", taken == [0, 1, 2])


asyncio.run(main())
