"""Ann eats before Ben has laid the table."""

import asyncio


async def eat(name, work, table, early):
    await asyncio.sleep(work)
    table.append(name)
    print(f"{name} eats with {len(table)} of 2 plates laid")
    if len(table) < 2:
        early.append(name)


async def main():
    table, early = [], []
    async with asyncio.TaskGroup() as group:
        group.create_task(eat("Ann", 0.1, table, early))
        group.create_task(eat("Ben", 0.2, table, early))
    print("too early:", len(early))


asyncio.run(main())
