"""Before Python 3.13 a queue cannot be shut down."""

import asyncio


async def main():
    mail = asyncio.Queue()
    mail.shutdown()


asyncio.run(main())

# /// script
# requires-python = ">=3.11,<3.13"
# [tool.import-asyncio]
# ends = "AttributeError"
# ///
