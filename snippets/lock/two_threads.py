"""Two threads write without any await, and one deposit is lost."""

import asyncio
import time


def deposit(name, delay, account):
    time.sleep(delay)
    balance = account["balance"]
    print(f"{name} reads {balance}")
    time.sleep(0.2)
    account["balance"] = balance + 1
    print(f"{name} writes {balance + 1}")


async def main():
    account = {"balance": 0}
    await asyncio.gather(
        asyncio.to_thread(deposit, "Ada", 0.1, account),
        asyncio.to_thread(deposit, "Ben", 0.2, account),
    )
    print("balance", account["balance"])


asyncio.run(main())
