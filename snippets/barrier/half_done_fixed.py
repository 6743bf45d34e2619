"""Nobody eats before both have laid their plates."""

import asyncio


async def eat(name, work, table, laid):
    await asyncio.sleep(work)
    table.append(name)
    await laid.wait()
    print(f"{name} eats with {len(table)} of 2 plates laid")


async def main():
    table = []
    laid = asyncio.Barrier(2)
    async with asyncio.TaskGroup() as group:
        group.create_task(eat("Ann", 0.1, table, laid))
        group.create_task(eat("Ben", 0.2, table, laid))


asyncio.run(main())
