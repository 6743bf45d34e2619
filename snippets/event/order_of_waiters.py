"""Waiters go on in the order in which they began to wait."""

import asyncio


async def guest(name, walk, doors, came, went, all_wait):
    await asyncio.sleep(walk)
    came.append(name)
    if len(came) == 3:
        all_wait.set()
    await doors.wait()
    went.append(name)


async def main():
    doors, all_wait = asyncio.Event(), asyncio.Event()
    came, went = [], []
    async with asyncio.TaskGroup() as group:
        for name, walk in ("Ann", 0.3), ("Ben", 0.1), ("Cid", 0.2):
            group.create_task(
                guest(name, walk, doors, came, went, all_wait)
            )
        await all_wait.wait()
        doors.set()
    print("came:", *came)
    print("went:", *went)
    print("in order" if came == went else "out of order")


asyncio.run(main())
