"""A task that waits for a predicate cannot come too late."""

import asyncio

ready = False


async def wait(condition):
    await asyncio.sleep(1)
    async with condition:
        await condition.wait_for(lambda: ready)
    print("goes")


async def main():
    global ready
    condition = asyncio.Condition()
    async with asyncio.TaskGroup() as group:
        group.create_task(wait(condition), name="A")
        await asyncio.sleep(1)
        async with condition:
            ready = True
            condition.notify()
    print("went")


asyncio.run(main())
