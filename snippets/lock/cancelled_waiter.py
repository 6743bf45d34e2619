"""Two waiting cooks are cancelled, and the third gets the oven."""

import asyncio


async def bake(name, oven):
    async with oven:
        print(f"{name} bakes")


async def call_away(task, delay):
    await asyncio.sleep(delay)
    task.cancel()


async def main():
    oven = asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        async with oven:
            ada = group.create_task(bake("Ada", oven))
            ben = group.create_task(bake("Ben", oven))
            group.create_task(bake("Cleo", oven))
            group.create_task(call_away(ada, 0.1))
            await asyncio.sleep(0.2)
        ben.cancel()
    print("oven locked:", oven.locked())


asyncio.run(main())
