"""The last player to throw announces the round."""

import asyncio


async def player(name, speed, thrown, table):
    for number in 1, 2:
        await asyncio.sleep(speed)
        thrown.append(name)
        place = await table.wait()
        if place == table.parties - 1:
            print(f"round {number}:", *thrown)
            thrown.clear()


async def main():
    thrown = []
    table = asyncio.Barrier(2)
    async with asyncio.TaskGroup() as group:
        group.create_task(player("Ann", 0.1, thrown, table))
        group.create_task(player("Ben", 0.3, thrown, table))


asyncio.run(main())
