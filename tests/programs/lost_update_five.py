"""Five deposits come at any time: far more orders than can be tried."""

import asyncio

balance = 0


async def deposit():
    global balance
    await asyncio.sleep(1)
    seen = balance
    print("read", seen)
    await asyncio.sleep(1)
    balance = seen + 1
    print("wrote", balance)


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(deposit(), name="A")
        group.create_task(deposit(), name="B")
        group.create_task(deposit(), name="C")
        group.create_task(deposit(), name="D")
        group.create_task(deposit(), name="E")
    print("balance", balance)


asyncio.run(main())
