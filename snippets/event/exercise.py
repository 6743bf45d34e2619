"""The pause button does nothing yet."""

import asyncio


async def printer(pages):
    for page in 1, 2:
        pages.append(page)
        print("page", page)
        await asyncio.sleep(0.2)


async def main():
    pages = []
    task = asyncio.create_task(printer(pages))
    await asyncio.sleep(0.1)
    print("pause")
    before = len(pages)
    await asyncio.sleep(0.4)
    print("resume")
    paused = len(pages) == before
    await task
    print("paused:", paused)


asyncio.run(main())
