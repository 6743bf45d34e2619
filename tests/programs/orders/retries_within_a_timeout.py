"""Four tries of four seconds each do not fit into ten."""

import asyncio


async def main() -> None:
    up = asyncio.Event()
    try:
        async with asyncio.timeout(10):
            for number in range(1, 5):
                try:
                    async with asyncio.timeout(4):
                        await up.wait()
                except TimeoutError:
                    print("try", number, "timed out")
            print("gave up")
    except TimeoutError:
        print("out of time")


asyncio.run(main())
