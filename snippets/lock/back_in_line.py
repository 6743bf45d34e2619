"""A cook who lets go of the oven and asks again at once must queue."""

import asyncio


async def bake(name, oven):
    for dish in ("bread", "cake"):
        async with oven:
            print(f"{name} bakes {dish}")
            await asyncio.sleep(0.1)


async def main():
    oven = asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        group.create_task(bake("Ada", oven))
        group.create_task(bake("Ben", oven))


asyncio.run(main())
