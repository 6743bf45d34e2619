"""Three philosophers sit in a circle, and each takes two forks."""

import asyncio


async def dine(name, delay, first, second):
    await asyncio.sleep(delay)
    async with first:
        print(f"{name} takes the first fork")
        await asyncio.sleep(0.3)
        async with second:
            print(f"{name} eats")


async def main():
    one, two, three = (asyncio.Lock() for _ in range(3))
    async with asyncio.TaskGroup() as group:
        group.create_task(dine("Ada", 0.1, one, two))
        group.create_task(dine("Ben", 0.2, two, three))
        group.create_task(dine("Cem", 0.3, three, one))
    print("all have eaten")


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "deadlock"
# ///
