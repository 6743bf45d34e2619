"""A waiter hands orders over to the kitchen, and None to close it."""

import asyncio


async def kitchen(orders):
    while (order := await orders.get()) is not None:
        print(f"cooking {order}")
        await asyncio.sleep(0.2)
    print("kitchen closed")


async def main():
    orders = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        group.create_task(kitchen(orders))
        for order in "soup", "pasta":
            await asyncio.sleep(0.1)
            print(f"ordered {order}")
            await orders.put(order)
        await orders.put(None)


asyncio.run(main())
