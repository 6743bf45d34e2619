"""A put() that nobody awaits puts nothing in, and Python warns."""

import asyncio
import warnings


def bring(mail):
    mail.put("card")
    print("in the queue:", mail.qsize())


async def main():
    mail = asyncio.Queue()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        bring(mail)
    print("RuntimeWarning:", caught[0].message)


asyncio.run(main())
