"""A customer waits for the prices, but not for ever."""

import asyncio


async def customer(name, patience, loaded):
    try:
        async with asyncio.timeout(patience):
            await loaded.wait()
        print(f"{name} buys tea")
    except TimeoutError:
        print(f"{name} goes home")


async def main():
    loaded = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(customer("Ann", 0.1, loaded))
        group.create_task(customer("Ben", 0.3, loaded))
        await asyncio.sleep(0.2)
        loaded.set()
        print("the prices are there")


asyncio.run(main())
