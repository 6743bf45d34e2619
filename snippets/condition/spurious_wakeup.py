"""Ada gives up, and that wakes Ben."""

import asyncio


async def ada(changed):
    try:
        async with changed, asyncio.timeout(0.1):
            await changed.wait()
    except TimeoutError:
        print("Ada gives up")


async def ben(changed, shelf):
    async with changed:
        await changed.wait()
        print("Ben wakes up, on the shelf:", shelf)


async def main():
    changed, shelf = asyncio.Condition(), []
    async with asyncio.TaskGroup() as group:
        group.create_task(ada(changed))
        group.create_task(ben(changed, shelf))


asyncio.run(main())

# /// script
# requires-python = ">=3.13"
# ///
