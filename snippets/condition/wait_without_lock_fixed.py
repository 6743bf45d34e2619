"""A wait inside the block has a lock to give back."""

import asyncio


async def bake(changed, shelf):
    async with changed:
        shelf.append("oat")
        changed.notify()


async def main():
    changed, shelf = asyncio.Condition(), ["rye"]
    baker = asyncio.create_task(bake(changed, shelf))
    for _ in range(2):
        async with changed:
            await changed.wait_for(lambda: shelf)
            print("customer: takes", shelf.pop())
    await baker


asyncio.run(main())
