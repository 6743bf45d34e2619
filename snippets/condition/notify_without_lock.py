"""A notify needs the lock to be held."""

import asyncio


async def main():
    changed, shelf = asyncio.Condition(), []
    shelf.append("rye")
    changed.notify()
    print("on the shelf:", *shelf)


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "RuntimeError"
# ///
