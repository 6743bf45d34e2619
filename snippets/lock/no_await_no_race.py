"""No await parts the read from the write, so no deposit is lost."""

import asyncio


async def deposit(name, delay, account):
    await asyncio.sleep(delay)
    await asyncio.sleep(0.2)
    balance = account["balance"]
    print(f"{name} reads {balance}")
    account["balance"] = balance + 1
    print(f"{name} writes {balance + 1}")


async def main():
    account = {"balance": 0}
    async with asyncio.TaskGroup() as group:
        group.create_task(deposit("Ada", 0.1, account))
        group.create_task(deposit("Ben", 0.2, account))
    print("balance", account["balance"])


asyncio.run(main())
