"""A cook who pauses after each wait lets the others run."""

import asyncio


async def cook(bell):
    try:
        async with asyncio.timeout(0):
            for _ in range(1000):
                await bell.wait()
                await asyncio.sleep(0)
            print("cook: passed 1000 times, no timeout")
    except TimeoutError:
        print("cook: TimeoutError")


async def greet():
    print("greet: hello")


async def main():
    bell = asyncio.Event()
    bell.set()
    async with asyncio.TaskGroup() as group:
        group.create_task(cook(bell))
        group.create_task(greet())


asyncio.run(main())
