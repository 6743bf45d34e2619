"""A notification that comes before the wait is gone."""

import asyncio


async def wait(condition):
    await asyncio.sleep(1)
    async with condition:
        await condition.wait()
    print("goes")


async def main():
    condition = asyncio.Condition()
    async with asyncio.TaskGroup() as group:
        group.create_task(wait(condition), name="A")
        await asyncio.sleep(1)
        async with condition:
            condition.notify()
    print("went")


asyncio.run(main())
