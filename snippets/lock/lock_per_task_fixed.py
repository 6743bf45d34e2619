"""The lock lies beside what it guards, and both deposits count."""

import asyncio


async def deposit(name, delay, account):
    await asyncio.sleep(delay)
    async with account["lock"]:
        balance = account["balance"]
        print(f"{name} reads {balance}")
        await asyncio.sleep(0.2)
        account["balance"] = balance + 1
        print(f"{name} writes {balance + 1}")


async def main():
    account = {"balance": 0, "lock": asyncio.Lock()}
    async with asyncio.TaskGroup() as group:
        group.create_task(deposit("Ada", 0.1, account))
        group.create_task(deposit("Ben", 0.2, account))
    print("balance", account["balance"])


asyncio.run(main())
