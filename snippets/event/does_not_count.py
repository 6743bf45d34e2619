"""Two calls of set() before the cook wakes are one."""

import asyncio


async def cook(bell):
    while True:
        await bell.wait()
        bell.clear()
        print("the cook brings a soup")


async def main():
    bell = asyncio.Event()
    task = asyncio.create_task(cook(bell))
    await asyncio.sleep(0.1)
    bell.set()
    bell.set()
    print("the bell has rung twice")
    await asyncio.sleep(0.1)
    task.cancel()


asyncio.run(main())
