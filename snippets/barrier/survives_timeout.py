"""A guest who does not wait any longer leaves the others a table."""

import asyncio


async def eat(name, start, laid):
    await asyncio.sleep(start)
    try:
        async with asyncio.timeout(0.2):
            await laid.wait()
        print(f"{name} eats")
    except TimeoutError:
        print(f"{name} goes home, broken: {laid.broken}")


async def main():
    laid = asyncio.Barrier(2)
    async with asyncio.TaskGroup() as group:
        group.create_task(eat("Ann", 0.1, laid))
        group.create_task(eat("Ben", 0.4, laid))
        group.create_task(eat("Cid", 0.5, laid))
    await asyncio.gather(laid.wait(), laid.wait())
    print("the next two meet")


asyncio.run(main())
