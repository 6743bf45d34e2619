"""Ada is woken for the loaf that Ben wants, and Ben for hers."""

import asyncio


async def buy(name, loaf, changed, shelf):
    async with changed:
        await changed.wait_for(lambda: loaf in shelf)
        shelf.remove(loaf)
        print(f"{name} takes {loaf}")


async def bake(changed, shelf):
    for loaf in ("oat", "rye"):
        await asyncio.sleep(0.1)
        async with changed:
            shelf.append(loaf)
            print(f"{loaf} is on the shelf")
            changed.notify()


async def main():
    changed, shelf = asyncio.Condition(), []
    async with asyncio.TaskGroup() as group:
        group.create_task(buy("Ada", "rye", changed, shelf))
        group.create_task(buy("Ben", "oat", changed, shelf))
        group.create_task(bake(changed, shelf))


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "deadlock"
# ///
