"""Two transfers take the same two locks in opposite orders."""

import asyncio


async def transfer(name, delay, source, target, locks):
    await asyncio.sleep(delay)
    first, second = source, target
    async with locks[first]:
        print(f"{name} locks {first}")
        await asyncio.sleep(0.2)
        async with locks[second]:
            print(f"{name} locks {second} and pays")


async def main():
    locks = {"rent": asyncio.Lock(), "food": asyncio.Lock()}
    async with asyncio.TaskGroup() as group:
        group.create_task(transfer("Ada", 0.1, "rent", "food", locks))
        group.create_task(transfer("Ben", 0.2, "food", "rent", locks))
    print("both paid")


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "deadlock"
# ///
