"""A condition takes no loop any more."""

import asyncio


async def main():
    changed = asyncio.Condition(loop=asyncio.get_running_loop())
    async with changed:
        print("locked:", changed.locked())


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "TypeError"
# ///
