"""An event keeps its signal, and a condition keeps nothing."""

import asyncio


async def main():
    event, condition = asyncio.Event(), asyncio.Condition()
    event.set()
    async with condition:
        condition.notify()
    print("event:", await event.wait())
    try:
        async with condition, asyncio.timeout(0.1):
            print("condition:", await condition.wait())
    except TimeoutError:
        print("condition: nobody notified")


asyncio.run(main())
