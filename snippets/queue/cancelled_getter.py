"""Some who wait for a letter are cancelled, before and after."""

import asyncio


async def read(name, mail):
    print(f"{name} reads the {await mail.get()}")


async def main():
    mail = asyncio.Queue()
    names = ("Ada", "Ben", "Cem")
    tasks = [
        asyncio.create_task(read(name, mail), name=name)
        for name in names
    ]
    await asyncio.sleep(0.1)
    tasks[0].cancel()
    mail.put_nowait("letter")
    tasks[1].cancel()
    await asyncio.wait(tasks)
    dan = asyncio.create_task(read("Dan", mail), name="Dan")
    await asyncio.sleep(0.1)
    mail.put_nowait("card")
    dan.cancel()
    await asyncio.wait([dan])
    print(f"main reads the {await mail.get()}")


asyncio.run(main())
