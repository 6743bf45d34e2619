"""News comes quicker than it is shown, and the oldest goes."""

import asyncio


async def main():
    news = asyncio.Queue(maxsize=2)
    for number in range(1, 5):
        if news.full():
            print("drops", news.get_nowait())
        news.put_nowait(number)
    while not news.empty():
        print("shows", news.get_nowait())


asyncio.run(main())
