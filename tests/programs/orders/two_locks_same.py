"""Two tasks take two locks in the same order."""

import asyncio

left = asyncio.Lock()
right = asyncio.Lock()


async def move(first, second):
    await asyncio.sleep(1)
    async with first:
        await asyncio.sleep(1)
        async with second:
            await asyncio.sleep(1)
            print("moves")


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(move(left, right), name="A")
        group.create_task(move(left, right), name="B")
    print("both moved")


asyncio.run(main())
