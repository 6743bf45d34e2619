"""The timeout stands around get()."""

import asyncio


async def main():
    mail = asyncio.Queue()
    try:
        async with asyncio.timeout(0.1):
            print(await mail.get())
    except TimeoutError:
        print("no mail")


asyncio.run(main())
