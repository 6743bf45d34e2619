"""A task looks whether a group is closed, of which the last child may just be done."""

import asyncio

done = 0
closed = False


async def ask() -> None:
    global done
    await asyncio.sleep(1)
    done += 1


async def watch(event: asyncio.Event) -> None:
    await event.wait()
    print("closed" if closed else "still open")


async def main() -> None:
    global closed
    event = asyncio.Event()
    watcher = asyncio.create_task(watch(event))
    async with asyncio.TaskGroup() as group:
        group.create_task(ask())
        await asyncio.sleep(1)
        if done == 1:
            event.set()
    closed = True
    event.set()
    await watcher


asyncio.run(main())
