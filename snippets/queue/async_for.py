"""A queue cannot be looped over."""

import asyncio


async def main():
    mail = asyncio.Queue()
    await mail.put("card")
    async for letter in mail:
        print("reads the", letter)


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "TypeError"
# ///
