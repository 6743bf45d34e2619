"""Three customers are notified in the order in which they came."""

import asyncio


async def wait_in_line(name, delay, bell, came, called, full):
    await asyncio.sleep(delay)
    async with bell:
        came.append(name)
        if len(came) == 3:
            full.set()
        await bell.wait()
        called.append(name)


async def main():
    bell, full = asyncio.Condition(), asyncio.Event()
    came, called = [], []
    async with asyncio.TaskGroup() as group:
        for name, delay in ("Ada", 0.1), ("Ben", 0.2), ("Cleo", 0.3):
            group.create_task(
                wait_in_line(name, delay, bell, came, called, full)
            )
        await full.wait()
        for _ in came:
            async with bell:
                bell.notify()
    print("came:  ", *came)
    print("called:", *called)
    print("in order" if came == called else "overtaken")


asyncio.run(main())
