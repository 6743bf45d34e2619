"""A wait needs the lock to be held, which shows when it has to wait."""

import asyncio


async def main():
    changed, shelf = asyncio.Condition(), ["rye"]
    for _ in range(2):
        await changed.wait_for(lambda: shelf)
        print("customer: takes", shelf.pop())


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "RuntimeError"
# ///
