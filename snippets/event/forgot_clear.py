"""An event that nobody clears lets every further wait() pass."""

import asyncio


async def cook(bell):
    for soup in 1, 2, 3:
        await bell.wait()
        print("the cook brings soup", soup)


async def main():
    bell = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(cook(bell))
        await asyncio.sleep(0.1)
        bell.set()
        print("the bell has rung once")


asyncio.run(main())
