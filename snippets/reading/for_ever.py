"""Ada waits for a bell that nobody rings."""

import asyncio


async def listen(name, bell):
    print(f"{name} listens")
    await bell.wait()


async def main():
    bell = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(listen("Ada", bell))


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "deadlock"
# ///
