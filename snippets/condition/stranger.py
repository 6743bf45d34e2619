"""A stranger waits, and gives away the lock of the baker."""

import asyncio


async def bake(changed):
    async with changed:
        print("baker: comes in")
        await asyncio.sleep(0.3)
        print("baker: goes out, locked:", changed.locked())


async def stranger(changed):
    await asyncio.sleep(0.1)
    await changed.wait()


async def buy(changed):
    await asyncio.sleep(0.2)
    async with changed:
        print("customer: comes in, and the baker is there")


async def main():
    changed = asyncio.Condition()
    await asyncio.gather(bake(changed), stranger(changed), buy(changed))


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "RuntimeError"
# ///
