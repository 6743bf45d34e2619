"""Three answers, gathered before a deadline."""

import asyncio


async def ask(name):
    await asyncio.sleep(1)
    print(name)


async def main():
    try:
        async with asyncio.timeout(2):
            await asyncio.gather(ask("a"), ask("b"), ask("c"))
        print("in time")
    except TimeoutError:
        print("late")


asyncio.run(main())
