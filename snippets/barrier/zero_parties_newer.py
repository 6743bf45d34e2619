"""A barrier for nobody still cannot be made."""

import asyncio


async def main():
    asyncio.Barrier(0)


asyncio.run(main())

# /// script
# requires-python = ">=3.14"
# [tool.import-asyncio]
# ends = "ValueError"
# ///
