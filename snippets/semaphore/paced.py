"""One request starts every 0.2 seconds, however quick the answers."""

import asyncio


async def request(number):
    print("request", number)


async def clock(seconds):
    await asyncio.sleep(seconds)
    print(f"  {seconds} s")


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(clock(0.1))
        group.create_task(clock(0.3))
        for number in range(3):
            group.create_task(request(number))
            await asyncio.sleep(0.2)


asyncio.run(main())
