"""Two wait for letters, and one may be cancelled at any turn."""

import asyncio


async def read(mail, read_by_all):
    read_by_all.append(await mail.get())


async def main():
    mail, read_by_all = asyncio.Queue(), []
    tasks = [
        asyncio.create_task(read(mail, read_by_all), name=name)
        for name in ("Ada", "Ben")
    ]
    for letter in range(2):
        await asyncio.sleep(0.1)
        await mail.put(letter)
    await asyncio.wait(tasks)
    print("lost:", 2 - len(read_by_all) - mail.qsize())


asyncio.run(main())
