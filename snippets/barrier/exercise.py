"""Every throw is announced as if it were a round."""

import asyncio


async def player(name, speed, thrown):
    for number in 1, 2:
        await asyncio.sleep(speed)
        thrown.append(name)
        print(f"round {number}:", *thrown)
        thrown.clear()


async def main():
    thrown = []
    async with asyncio.TaskGroup() as group:
        group.create_task(player("Ann", 0.1, thrown))
        group.create_task(player("Ben", 0.3, thrown))


asyncio.run(main())
