"""Ada is notified and called away, and Ben is woken for her."""

import asyncio


async def buy(name, delay, changed, shelf):
    await asyncio.sleep(delay)
    async with changed:
        await changed.wait_for(lambda: shelf)
        print(f"{name} takes {shelf.pop()}")


async def main():
    changed, shelf = asyncio.Condition(), []
    ada = asyncio.create_task(buy("Ada", 0.1, changed, shelf))
    ben = asyncio.create_task(buy("Ben", 0.2, changed, shelf))
    await asyncio.sleep(0.3)
    async with changed:
        shelf.append("rye")
        print("rye is on the shelf")
        changed.notify()
        ada.cancel()
    await asyncio.wait([ada, ben])


asyncio.run(main())

# /// script
# requires-python = ">=3.13"
# ///
