"""Two readers wait for the same price, which is set once."""

import asyncio


async def reader(name, price):
    amount = await asyncio.shield(price)
    print(f"{name} reads {amount}")


async def main():
    price = asyncio.get_running_loop().create_future()
    async with asyncio.TaskGroup() as group:
        group.create_task(reader("Ada", price))
        group.create_task(reader("Ben", price))
        await asyncio.sleep(0.1)
        print("the price is known")
        price.set_result(42)


asyncio.run(main())
