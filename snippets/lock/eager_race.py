"""An eager task changes the balance in a stretch without await."""

import asyncio


async def bonus(account):
    account["balance"] += 1
    print("bonus: writes", account["balance"])


async def deposit(account):
    balance = account["balance"]
    print("deposit: reads", balance)
    task = asyncio.create_task(bonus(account))
    account["balance"] = balance + 1
    print("deposit: writes", balance + 1)
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
