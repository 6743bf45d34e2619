"""A reader gives up, and the price is cancelled for everybody."""

import asyncio


async def reader(name, patience, price):
    try:
        async with asyncio.timeout(patience):
            print(f"{name} reads {await price}")
    except TimeoutError:
        print(f"{name} gives up")
    except asyncio.CancelledError:
        print(f"{name} is cancelled too")
        raise


async def main():
    price = asyncio.get_running_loop().create_future()
    ada = asyncio.create_task(reader("Ada", 0.1, price))
    ben = asyncio.create_task(reader("Ben", 0.5, price))
    await asyncio.wait([ada, ben])
    price.set_result(42)


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "InvalidStateError"
# ///
