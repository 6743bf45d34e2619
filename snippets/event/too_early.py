"""A customer who comes before the prices are there gets none."""

import asyncio


async def load_prices(prices):
    await asyncio.sleep(0.2)
    prices["tea"] = 3


async def customer(prices):
    await asyncio.sleep(0.1)
    print("tea costs", prices.get("tea"))


async def main():
    prices = {}
    await asyncio.gather(load_prices(prices), customer(prices))


asyncio.run(main())
