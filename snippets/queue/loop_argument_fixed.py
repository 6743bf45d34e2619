"""A queue finds its loop by itself."""

import asyncio


async def main():
    mail = asyncio.Queue()
    await mail.put("card")
    print("reads the", await mail.get())


asyncio.run(main())
