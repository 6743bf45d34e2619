"""An error skips the release, and the permit is gone for good."""

import asyncio


async def copy(page, printer):
    await printer.acquire()
    await asyncio.sleep(0.1)
    if page == "photo":
        print("paper jam")
        raise OSError
    print(page, "is printed")
    printer.release()


async def main():
    printer = asyncio.Semaphore(1)
    pages = [
        asyncio.create_task(copy(page, printer), name=page)
        for page in ("photo", "letter")
    ]
    await asyncio.gather(*pages, return_exceptions=True)


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "deadlock"
# ///
