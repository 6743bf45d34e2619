"""Three queues give the same letters back in three orders."""

import asyncio


async def main():
    queues = {
        "the oldest first": asyncio.Queue(),
        "the newest first": asyncio.LifoQueue(),
        "the smallest first": asyncio.PriorityQueue(),
    }
    for order, letters in queues.items():
        for letter in "mad":
            letters.put_nowait(letter)
        print(order, end=":")
        while not letters.empty():
            print("", await letters.get(), end="")
        print()


asyncio.run(main())
