"""Taking a free lock a thousand times gives no other task a step."""

import asyncio


async def greet():
    print("greet: hello")


async def main():
    lock = asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        group.create_task(greet())
        for _ in range(1000):
            async with lock:
                pass
        print("main: took the lock 1000 times")


asyncio.run(main())
