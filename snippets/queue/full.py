"""News comes quicker than it is shown."""

import asyncio


async def main():
    news = asyncio.Queue(maxsize=2)
    for number in range(1, 5):
        news.put_nowait(number)
    while not news.empty():
        print("shows", news.get_nowait())


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "QueueFull"
# ///
