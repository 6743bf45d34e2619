"""Two consumers look again with `while`, and both are served."""

import asyncio

items = []


async def consume(condition):
    await asyncio.sleep(1)
    async with condition:
        while not items:
            await condition.wait()
        print("takes", items.pop())


async def produce(condition):
    for item in (1, 2):
        await asyncio.sleep(1)
        async with condition:
            items.append(item)
            condition.notify()


async def main():
    condition = asyncio.Condition()
    await asyncio.gather(
        asyncio.create_task(consume(condition), name="A"),
        asyncio.create_task(consume(condition), name="B"),
        asyncio.create_task(produce(condition), name="P"),
    )
    print("both served")


asyncio.run(main())
