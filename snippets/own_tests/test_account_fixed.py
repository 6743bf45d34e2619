"""Both deposits count, and a customer who gives up leaves no trace."""

import asyncio

import pytest


class Account:
    def __init__(self):
        self.balance, self.lock = 0, asyncio.Lock()

    async def deposit(self, amount):
        async with self.lock:
            balance = self.balance
            await asyncio.sleep(0.1)  # the bank's answer
            self.balance = balance + amount


@pytest.mark.every_order
async def test_both_deposits_count():
    account = Account()
    async with asyncio.TaskGroup() as group:
        group.create_task(account.deposit(30))
        group.create_task(account.deposit(50))
    assert account.balance == 80


@pytest.mark.every_order(cancel="Ada")
async def test_a_customer_gives_up():
    account = Account()
    ada = asyncio.create_task(account.deposit(30), name="Ada")
    await asyncio.wait([ada])
    await account.deposit(50)
    assert account.balance == (50 if ada.cancelled() else 80)


# /// script
# [tool.import-asyncio]
# needs = ["pytest"]
# ///
