"""Two guests wait until they are told that the doors are open."""

import asyncio


async def guest(name, doors_open):
    await doors_open.wait()
    print(f"{name} comes in")


async def main():
    doors_open = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(guest("Ada", doors_open))
        group.create_task(guest("Ben", doors_open))
        await asyncio.sleep(0.1)
        print("the doors open")
        doors_open.set()


asyncio.run(main())
