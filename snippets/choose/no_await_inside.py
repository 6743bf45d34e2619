"""Three tasks change one balance, and no change is lost."""

import asyncio


async def deposit(account):
    await asyncio.sleep(0.1)
    account["balance"] += 1


async def main():
    account = {"balance": 0}
    async with asyncio.TaskGroup() as group:
        for _ in range(3):
            group.create_task(deposit(account))
    print("balance", account["balance"])


asyncio.run(main())
