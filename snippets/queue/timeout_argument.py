"""The get() of asyncio takes no timeout."""

import asyncio


async def main():
    mail = asyncio.Queue()
    print(await mail.get(timeout=0.1))


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "TypeError"
# ///
