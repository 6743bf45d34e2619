"""Two players meet in each round, and come back at once."""

import asyncio


async def player(name, start, table, played):
    await asyncio.sleep(start)
    for number in 1, 2, 3:
        played.append(number)
        print(f"{name} plays round {number}")
        await table.wait()


async def main():
    table, played = asyncio.Barrier(2), []
    async with asyncio.TaskGroup() as group:
        group.create_task(player("Ann", 0.1, table, played))
        group.create_task(player("Ben", 0.2, table, played))
    print("in step" if played == [1, 1, 2, 2, 3, 3] else "out of step")


asyncio.run(main())
