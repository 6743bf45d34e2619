"""A lock keeps both deposits, in every order."""

import asyncio

balance = 0
lock = asyncio.Lock()


async def deposit():
    global balance
    await asyncio.sleep(1)
    async with lock:
        seen = balance
        print("read", seen)
        await asyncio.sleep(1)
        balance = seen + 1
        print("wrote", balance)


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(deposit(), name="A")
        group.create_task(deposit(), name="B")
    print("balance", balance)


asyncio.run(main())
