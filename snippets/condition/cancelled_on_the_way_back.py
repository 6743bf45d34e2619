"""Ada is called away while she takes the lock back, and hears of it."""

import asyncio


async def buy(name, changed):
    async with changed:
        await changed.wait()
        print(f"{name} has been notified, and goes on")


async def main():
    changed = asyncio.Condition()
    ada = asyncio.create_task(buy("Ada", changed))
    await asyncio.sleep(0.1)
    async with changed:
        changed.notify()
        await asyncio.sleep(0.1)
        ada.cancel()
        await asyncio.sleep(0.1)
        print("main leaves the block")
    await asyncio.wait([ada])
    print("Ada has heard of it:", ada.cancelled())


asyncio.run(main())
