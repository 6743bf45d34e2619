"""An event that nobody clears lets every further wait() pass."""

import asyncio


async def cook(bell):
    for soup in 1, 2, 3:
        await bell.wait()
        print("the cook brings soup", soup)


async def main():
    bell = asyncio.Event()
    task = asyncio.create_task(cook(bell))
    await asyncio.sleep(0.1)
    bell.set()
    print("the bell has rung once")
    await asyncio.sleep(0.1)
    task.cancel()


asyncio.run(main())
