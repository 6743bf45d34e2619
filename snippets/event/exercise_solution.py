"""The pause button clears an event that each page waits for."""

import asyncio


async def print_pages(printed, running):
    for page in 1, 2, 3:
        await running.wait()
        printed.append(page)
        print("page", page)
        await asyncio.sleep(0.2)


async def main():
    printed, running = [], asyncio.Event()
    running.set()
    printer = asyncio.create_task(print_pages(printed, running))
    await asyncio.sleep(0.1)
    print("pause")
    running.clear()
    before = len(printed)
    await asyncio.sleep(0.4)
    print("resume")
    quiet = len(printed) == before
    running.set()
    await printer
    print("no page in the pause:", quiet)


asyncio.run(main())
