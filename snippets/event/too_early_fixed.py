"""A customer waits for the event that says the prices are there."""

import asyncio


async def load_prices(prices, loaded):
    await asyncio.sleep(0.2)
    prices["tea"] = 3
    loaded.set()


async def customer(prices, loaded):
    await asyncio.sleep(0.1)
    await loaded.wait()
    print("tea costs", prices.get("tea"))


async def main():
    prices, loaded = {}, asyncio.Event()
    await asyncio.gather(
        load_prices(prices, loaded), customer(prices, loaded)
    )


asyncio.run(main())
