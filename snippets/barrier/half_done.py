"""Ann eats before Ben has laid the table."""

import asyncio


async def eat(name, work, table):
    await asyncio.sleep(work)
    table.append(name)
    print(f"{name} eats with {len(table)} of 2 plates laid")


async def main():
    table = []
    async with asyncio.TaskGroup() as group:
        group.create_task(eat("Ann", 0.1, table))
        group.create_task(eat("Ben", 0.2, table))


asyncio.run(main())
