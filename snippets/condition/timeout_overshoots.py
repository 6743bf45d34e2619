"""A timeout strikes on time, and is heard when the lock is free."""

import asyncio


async def ada(changed, patience):
    async with changed:
        try:
            async with patience:
                await changed.wait_for(lambda: False)
        except TimeoutError:
            print("Ada: TimeoutError")


async def ben(changed, patience):
    async with changed:
        await asyncio.sleep(0.2)
        print("Ben: is Ada's time up?", patience.expired())
        await asyncio.sleep(0.2)
        print("Ben: leaves the block")


async def main():
    changed, patience = asyncio.Condition(), asyncio.timeout(0.1)
    async with asyncio.TaskGroup() as group:
        group.create_task(ada(changed, patience))
        group.create_task(ben(changed, patience))


asyncio.run(main())
