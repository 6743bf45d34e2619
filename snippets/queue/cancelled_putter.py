"""Some who wait for room are cancelled, before and after it comes."""

import asyncio


async def bring(thing, shelf):
    await shelf.put(thing)
    print(f"the {thing} is on the shelf")


async def main():
    shelf = asyncio.Queue(maxsize=1)
    await shelf.put("book")
    tasks = [
        asyncio.create_task(bring(thing, shelf), name=thing)
        for thing in ("lamp", "vase", "clock")
    ]
    await asyncio.sleep(0.1)
    tasks[0].cancel()
    print("main takes the", shelf.get_nowait())
    tasks[1].cancel()
    await asyncio.wait(tasks)
    dish = asyncio.create_task(bring("dish", shelf), name="dish")
    await asyncio.sleep(0.1)
    print("main takes the", shelf.get_nowait())
    dish.cancel()
    await asyncio.wait([dish])
    print("on the shelf now:", shelf.qsize())


asyncio.run(main())
