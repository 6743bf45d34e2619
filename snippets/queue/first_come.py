"""Three guests wait for bread, and then three loaves come at once."""

import asyncio


async def guest(name, seconds, bread, came, served, all_wait):
    await asyncio.sleep(seconds)
    came.append(name)
    if len(came) == 3:
        all_wait.set()
    await bread.get()
    served.append(name)


async def main():
    bread, all_wait = asyncio.Queue(), asyncio.Event()
    came, served = [], []
    async with asyncio.TaskGroup() as group:
        for name, seconds in ("Ada", 0.3), ("Ben", 0.1), ("Cem", 0.2):
            group.create_task(
                guest(name, seconds, bread, came, served, all_wait),
                name=name,
            )
        await all_wait.wait()
        for loaf in ("rye", "oat", "bun"):
            bread.put_nowait(loaf)
    print("in the same order:", came == served)


asyncio.run(main())
