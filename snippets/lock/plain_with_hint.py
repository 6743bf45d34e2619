"""The word async is missing before with."""

import asyncio


async def main():
    lock = asyncio.Lock()
    with lock:
        print("the block")


asyncio.run(main())

# /// script
# requires-python = ">=3.14"
# [tool.import-asyncio]
# ends = "TypeError"
# ///
