"""Every throw is announced as if it were a round."""

import asyncio


async def player(name, speed, thrown):
    for turn in 1, 2:
        await asyncio.sleep(speed)
        thrown.append(name)
        print(f"round {turn}:", *thrown)
        thrown.clear()


async def main():
    thrown = []
    async with asyncio.TaskGroup() as group:
        group.create_task(player("Ann", 0.1, thrown))
        group.create_task(player("Ben", 0.3, thrown))


asyncio.run(main())
