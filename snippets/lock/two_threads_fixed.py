"""Two threads share a lock of threads, and both deposits count."""

import asyncio
import threading
import time


def deposit(name, delay, account, lock):
    time.sleep(delay)
    with lock:
        balance = account["balance"]
        print(f"{name} reads {balance}")
        time.sleep(0.2)
        account["balance"] = balance + 1
        print(f"{name} writes {balance + 1}")


async def main():
    account, lock = {"balance": 0}, threading.Lock()
    await asyncio.gather(
        asyncio.to_thread(deposit, "Ada", 0.1, account, lock),
        asyncio.to_thread(deposit, "Ben", 0.2, account, lock),
    )
    print("balance", account["balance"])


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# needs = ["threads"]
# ///
