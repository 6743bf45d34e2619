"""The pause button clears an event that each page waits for."""

import asyncio


async def printer(pages, running):
    for page in 1, 2:
        await running.wait()
        pages.append(page)
        print("page", page)
        await asyncio.sleep(0.2)


async def main():
    pages, running = [], asyncio.Event()
    running.set()
    task = asyncio.create_task(printer(pages, running))
    await asyncio.sleep(0.1)
    print("pause")
    running.clear()
    before = len(pages)
    await asyncio.sleep(0.4)
    print("resume")
    paused = len(pages) == before
    running.set()
    await task
    print("paused:", paused)


asyncio.run(main())
