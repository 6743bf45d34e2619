"""A customer who waits for an event learns of the price at once."""

import asyncio


async def customer(prices, loaded):
    await loaded.wait()
    print("tea costs", prices.get("tea"))


async def main():
    prices = {}
    loaded = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(customer(prices, loaded))
        await asyncio.sleep(0.1)
        prices["tea"] = 3
        loaded.set()
        print("the price is there")
        await asyncio.sleep(0.1)
        print("the shop closes")


asyncio.run(main())
