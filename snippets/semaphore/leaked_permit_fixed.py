"""The permit comes back when the block is left, error or not."""

import asyncio


async def copy(page, printer):
    async with printer:
        await asyncio.sleep(0.1)
        if page == "photo":
            print("paper jam")
            raise OSError
        print(page, "is printed")


async def main():
    printer = asyncio.Semaphore(1)
    pages = [
        asyncio.create_task(copy(page, printer), name=page)
        for page in ("photo", "letter")
    ]
    await asyncio.gather(*pages, return_exceptions=True)


asyncio.run(main())
