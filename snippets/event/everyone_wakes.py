"""One call of set() lets every waiting customer go on."""

import asyncio


async def customer(name, goods, prices, loaded):
    print(f"{name} asks for {goods}")
    await loaded.wait()
    print(f"{name} pays {prices[goods]}")


async def main():
    prices, loaded = {}, asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(customer("Ann", "tea", prices, loaded))
        group.create_task(customer("Ben", "rice", prices, loaded))
        await asyncio.sleep(0.2)
        prices.update(tea=3, rice=2)
        loaded.set()
        print("the prices are there")


asyncio.run(main())
