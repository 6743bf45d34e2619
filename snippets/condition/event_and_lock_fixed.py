"""Ada lets go of the shelf while she waits, and the bread comes."""

import asyncio


async def buy(name, changed, shelf):
    await asyncio.sleep(0.1)
    async with changed:
        while not shelf:
            print(f"{name} waits")
            await changed.wait()
        print(f"{name} takes {shelf.pop()}")


async def bake(changed, shelf):
    await asyncio.sleep(0.2)
    print("the rye is done")
    async with changed:
        shelf.append("rye")
        changed.notify()


async def main():
    changed, shelf = asyncio.Condition(), []
    async with asyncio.TaskGroup() as group:
        group.create_task(buy("Ada", changed, shelf))
        group.create_task(bake(changed, shelf))


asyncio.run(main())
