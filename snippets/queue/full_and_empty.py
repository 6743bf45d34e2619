"""put() and get() wait, put_nowait() and get_nowait() raise."""

import asyncio


async def main():
    shelf = asyncio.Queue(maxsize=1)
    try:
        shelf.get_nowait()
    except asyncio.QueueEmpty:
        print("QueueEmpty, empty:", shelf.empty())
    shelf.put_nowait("book")
    try:
        shelf.put_nowait("lamp")
    except asyncio.QueueFull:
        print("QueueFull, full:", shelf.full())
    async with asyncio.TaskGroup() as group:
        group.create_task(shelf.put("vase"), name="Ada")
        await asyncio.sleep(0.1)
        print("on the shelf:", shelf.qsize())
        print("main takes the", shelf.get_nowait())
    print("main takes the", shelf.get_nowait())
    async with asyncio.TaskGroup() as group:
        getter = group.create_task(shelf.get(), name="Ben")
        await asyncio.sleep(0.1)
        shelf.put_nowait("clock")
    print("Ben takes the", getter.result())


asyncio.run(main())
