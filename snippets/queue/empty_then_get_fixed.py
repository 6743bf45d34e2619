"""Two workers take a page as soon as they see that there is one."""

import asyncio


async def worker(name, pages):
    while not pages.empty():
        page = pages.get_nowait()
        await asyncio.sleep(0.1)
        print(name, "fetches page", page)


async def main():
    pages = asyncio.Queue()
    for page in range(1, 4):
        pages.put_nowait(page)
    ada = asyncio.create_task(worker("Ada", pages), name="Ada")
    await worker("main", pages)
    await ada


asyncio.run(main())
