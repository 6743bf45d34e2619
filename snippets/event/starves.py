"""A cook who waits for a set event a thousand times lets nobody run."""

import asyncio


async def cook(bell):
    try:
        async with asyncio.timeout(0):
            for _ in range(1000):
                await bell.wait()
            print("cook: passed 1000 times, no timeout")
            await asyncio.sleep(0)
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
