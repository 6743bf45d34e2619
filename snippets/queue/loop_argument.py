"""The loop argument is gone since Python 3.10."""

import asyncio


async def main():
    mail = asyncio.Queue(loop=asyncio.get_running_loop())
    await mail.put("card")
    print("reads the", await mail.get())


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "TypeError"
# ///
