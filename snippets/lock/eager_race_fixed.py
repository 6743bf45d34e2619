"""The eager task is made after the write, and both deposits count."""

import asyncio


async def bonus(account):
    account["balance"] += 1
    print("bonus: writes", account["balance"])


async def deposit(account):
    balance = account["balance"]
    print("deposit: reads", balance)
    account["balance"] = balance + 1
    print("deposit: writes", balance + 1)
    task = asyncio.create_task(bonus(account))
    await task


async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    account = {"balance": 0}
    await deposit(account)
    print("balance", account["balance"])


asyncio.run(main())

# /// script
# requires-python = ">=3.12"
# ///
