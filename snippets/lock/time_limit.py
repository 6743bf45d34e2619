"""A client waits a limited time for the account, then gives up."""

import asyncio


async def deposit(name, account, lock):
    try:
        async with asyncio.timeout(0.1):
            await lock.acquire()
    except TimeoutError:
        print(f"{name} gives up")
        return
    try:
        balance = account["balance"]
        await asyncio.sleep(0.3)
        account["balance"] = balance + 1
        print(f"{name} writes {balance + 1}")
    finally:
        lock.release()


async def main():
    account = {"balance": 0}
    lock = asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        group.create_task(deposit("Ada", account, lock))
        group.create_task(deposit("Ben", account, lock))
    print(f"balance {account['balance']}, locked: {lock.locked()}")


asyncio.run(main())
