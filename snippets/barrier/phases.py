"""The same barrier separates one round from the next."""

import asyncio


async def player(name, speed, table):
    for number in 1, 2:
        await asyncio.sleep(speed)
        print(f"{name} plays round {number}")
        await table.wait()


async def main():
    table = asyncio.Barrier(2)
    async with asyncio.TaskGroup() as group:
        group.create_task(player("Ann", 0.1, table))
        group.create_task(player("Ben", 0.3, table))


asyncio.run(main())
