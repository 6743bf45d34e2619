"""A put() that is awaited puts a card in."""

import asyncio
import warnings


async def bring(mail):
    await mail.put("card")
    print("in the queue:", mail.qsize())


async def main():
    mail = asyncio.Queue()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        await bring(mail)
    print("warnings:", len(caught))


asyncio.run(main())
