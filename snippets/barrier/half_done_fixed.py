"""Nobody eats before both have laid their plates."""

import asyncio


async def eat(name, work, table, early, laid):
    await asyncio.sleep(work)
    table.append(name)
    await laid.wait()
    print(f"{name} eats with {len(table)} of 2 plates laid")
    if len(table) < 2:
        early.append(name)


async def main():
    table, early, laid = [], [], asyncio.Barrier(2)
    async with asyncio.TaskGroup() as group:
        group.create_task(eat("Ann", 0.1, table, early, laid))
        group.create_task(eat("Ben", 0.2, table, early, laid))
    print("too early:", len(early))


asyncio.run(main())
