"""In debug mode a put in a thread raises, when the letter is in."""

import asyncio


async def read(name, mail):
    print(f"{name} reads the {await mail.get()}")


async def main():
    asyncio.get_running_loop().set_debug(True)
    mail = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        group.create_task(read("Ada", mail), name="Ada")
        await asyncio.sleep(0.1)
        try:
            await asyncio.to_thread(mail.put_nowait, "letter")
        except RuntimeError as error:
            print("RuntimeError:", error)
        print("in the queue:", mail.qsize())


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "deadlock"
# ///
