"""A customer who looks every 0.3 seconds learns of the price late."""

import asyncio


async def customer(prices):
    while "tea" not in prices:
        await asyncio.sleep(0.3)
    print("tea costs", prices.get("tea"))


async def main():
    prices = {}
    async with asyncio.TaskGroup() as group:
        group.create_task(customer(prices))
        await asyncio.sleep(0.1)
        prices["tea"] = 3
        print("the price is there")
        await asyncio.sleep(0.1)
        print("the shop closes")


asyncio.run(main())
