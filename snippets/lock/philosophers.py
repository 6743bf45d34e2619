"""Three philosophers each take the fork on their left first."""

import asyncio


async def dine(name, delay, left, right):
    await asyncio.sleep(delay)
    async with left:
        print(f"{name} takes the left fork")
        await asyncio.sleep(0.3)
        async with right:
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
