"""A task is woken for an item, finds it taken, and queues again."""

import asyncio


async def guest(name, bread):
    print(f"{name} waits")
    print(f"{name} gets the {await bread.get()}")


async def main():
    bread = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        group.create_task(guest("Ada", bread), name="Ada")
        group.create_task(guest("Ben", bread), name="Ben")
        await asyncio.sleep(0.1)
        await bread.put("rye")
        print(f"main gets the {await bread.get()}")
        for loaf in ("oat", "bun"):
            await asyncio.sleep(0.1)
            await bread.put(loaf)


asyncio.run(main())
