"""One notify() wakes one of three customers, notify_all() the rest."""

import asyncio


async def wait_for_bread(name, bell, woken):
    async with bell:
        await bell.wait()
        woken.append(name)


async def main():
    bell, woken = asyncio.Condition(), []
    async with asyncio.TaskGroup() as group:
        for name in ("Ada", "Ben", "Cleo"):
            group.create_task(wait_for_bread(name, bell, woken))
        await asyncio.sleep(0.1)
        async with bell:
            bell.notify()
        await asyncio.sleep(0.1)
        print("woken by notify():", len(woken))
        async with bell:
            bell.notify_all()
    print("woken in all:", len(woken))


asyncio.run(main())
