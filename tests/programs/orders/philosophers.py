"""Three philosophers sit down together and take the left fork first."""

import asyncio

forks = [asyncio.Lock() for _ in range(3)]


async def dine(first, second):
    async with first:
        await asyncio.sleep(1)
        async with second:
            print("eats")


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(dine(forks[0], forks[1]), name="A")
        group.create_task(dine(forks[1], forks[2]), name="B")
        group.create_task(dine(forks[2], forks[0]), name="C")
    print("all ate")


asyncio.run(main())
