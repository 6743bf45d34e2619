"""A task waits with its item, and another item goes in before."""

import asyncio


async def bring(shelf):
    print("Ada waits with the lamp")
    await shelf.put("lamp")


async def main():
    shelf = asyncio.Queue(maxsize=1)
    await shelf.put("book")
    async with asyncio.TaskGroup() as group:
        group.create_task(bring(shelf), name="Ada")
        await asyncio.sleep(0.1)
        print("main takes the", await shelf.get())
        await shelf.put("vase")
        await asyncio.sleep(0.1)
        print("main takes the", await shelf.get())
    print("main takes the", await shelf.get())


asyncio.run(main())
