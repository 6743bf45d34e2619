"""The pause button does nothing yet."""

import asyncio


async def print_pages(printed):
    for page in 1, 2, 3:
        printed.append(page)
        print("page", page)
        await asyncio.sleep(0.2)


async def main():
    printed = []
    printer = asyncio.create_task(print_pages(printed))
    await asyncio.sleep(0.1)
    print("pause")
    before = len(printed)
    await asyncio.sleep(0.4)
    print("resume")
    quiet = len(printed) == before
    await printer
    print("no page in the pause:", quiet)


asyncio.run(main())
