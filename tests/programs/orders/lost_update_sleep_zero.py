"""Two deposits pause with sleep(0): there is one order, and it loses."""

import asyncio

balance = 0


async def deposit():
    global balance
    seen = balance
    print("read", seen)
    await asyncio.sleep(0)
    balance = seen + 1
    print("wrote", balance)


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(deposit(), name="A")
        group.create_task(deposit(), name="B")
    print("balance", balance)


asyncio.run(main())
