"""A barrier for nobody cannot be made."""

import asyncio


async def main():
    asyncio.Barrier(0)


asyncio.run(main())

# /// script
# requires-python = ">=3.11,<3.12"
# [tool.import-asyncio]
# ends = "ValueError"
# ///
