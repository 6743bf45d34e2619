"""One queue serves two event loops until somebody must wait."""

import asyncio

mail = asyncio.Queue()


async def read(name):
    try:
        print(f"{name} reads letter", await mail.get())
    except RuntimeError as error:
        print(f"{name} fails:", str(error).split("> ")[1])


async def main():
    await mail.put(1)
    await read("Ada")
    ben = asyncio.create_task(read("Ben"))
    await asyncio.sleep(0.1)
    await mail.put(2)
    await ben


asyncio.run(main())
print("the second loop")
asyncio.run(main())
