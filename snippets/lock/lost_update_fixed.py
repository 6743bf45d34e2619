"""Two deposits reach one account, and a lock makes both count."""

import asyncio


async def deposit(name, delay, account, lock):
    await asyncio.sleep(delay)
    async with lock:
        balance = account["balance"]
        print(f"{name} reads {balance}")
        await asyncio.sleep(0.2)
        account["balance"] = balance + 1
        print(f"{name} writes {balance + 1}")


async def main():
    account = {"balance": 0}
    lock = asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        group.create_task(deposit("Ada", 0.1, account, lock))
        group.create_task(deposit("Ben", 0.2, account, lock))
    print("balance", account["balance"])


asyncio.run(main())
